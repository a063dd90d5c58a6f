using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Denials.Filters;
using WriteOff.Web.Identity;

namespace WriteOff.Web.Denials;

/// <summary>Chips over the filter's text: each adds or removes one part of its AND.</summary>
public sealed partial class FilterChips(FilterVocabulary words, CurrentActor current, IJSRuntime js)
{
    private const int MostChoices = 14;
    private string? _open;
    private IReadOnlyList<(string Text, string Label, string Detail)> _choices = [];
    private (Filter Filter, DenialStatus? Status, string? Open, IReadOnlyList<(string, string, string)> Choices)? _drawn;

    /// <summary>The filter that holds.</summary>
    [Parameter, EditorRequired] public Filter Filter { get; set; } = Filter.Everything;

    /// <summary>The status of the address, which holds beside the filter.</summary>
    [Parameter] public DenialStatus? Status { get; set; }

    [Parameter] public EventCallback<string> OnApply { get; set; }

    [Parameter] public EventCallback OnStatusOff { get; set; }

    protected override void OnParametersSet() => _drawn ??= (Filter, Status, _open, _choices);

    /// <summary>A tick in the grid doesn't touch the chips; drawn anew, each would get a new handler.</summary>
    protected override bool ShouldRender()
    {
        // The same object, not an equal one: removing looks for the very part that was drawn.
        var same = _drawn is { } drawn && ReferenceEquals(drawn.Filter, Filter) && drawn.Status == Status && string.Equals(drawn.Open, _open, StringComparison.Ordinal) && ReferenceEquals(drawn.Choices, _choices);
        _drawn = (Filter, Status, _open, _choices);
        return !same;
    }

    private Task OnFocus() => js.InvokeVoidAsync("writeoff.focus", FilterLine.Id).AsTask();

    private async Task Press(QuickFilter quick)
    {
        if (quick.Add is { } text)
        {
            await Add(text);
            return;
        }

        _open = string.Equals(_open, quick.Label, StringComparison.Ordinal) ? null : quick.Label;
        if (_open is not null) _choices = await Choices(quick.Field);
    }

    private Task Add(string text)
    {
        _open = null;
        return OnApply.InvokeAsync(Filter.Both(Filter, FilterLanguage.Read(text).Filter!).ToString());
    }

    private Task Remove(Filter part)
    {
        var left = Filter.Conjuncts.Where(p => !ReferenceEquals(p, part)).Aggregate(Filter.Everything, Filter.Both);
        return OnApply.InvokeAsync(left.ToString());
    }

    /// <summary>Writes the beginning into the line, where the popup takes over.</summary>
    private async Task Begin(QuickFilter quick)
    {
        _open = null;
        var text = Filter is EveryDenial ? $"{quick.Field} = " : $"{(Filter is AnyOf ? $"({Filter})" : Filter.ToString())} AND {quick.Field} = ";
        await js.InvokeVoidAsync("writeoff.setFilter", FilterLine.Id, text, text.Length, true);
    }

    private void Key(KeyboardEventArgs key)
    {
        if (key.Key is "Escape") _open = null;
    }

    private async Task<IReadOnlyList<(string, string, string)>> Choices(FilterField field) => field.Name switch
    {
        "status" => [.. Enum.GetValues<DenialStatus>().Select(s => ($"status = {s.Word()}", s.Label(), ""))],
        "assignee" => [("assignee = me", "Me", ""), ("assignee = nobody", "Nobody", ""),
            .. (await words.Read(await current.Get())).People.Take(MostChoices).Select(p => (Equals("assignee", p.Name), p.Name, ""))],
        "payer" => [.. (await words.Read(await current.Get())).Payers.Select(p => p.Name).Distinct(StringComparer.OrdinalIgnoreCase).Take(MostChoices).Select(p => (Equals("payer", p), p, ""))],
        _ => [.. QuickFilters.UsualCodes.Select(c => ($"carc = {c}", c, AdjustmentCodes.Find(c).Words))],
    };

    private static string Equals(string field, string name) => new Comparison(FilterField.Find(field)!, FilterOperator.Equal,
        field is "assignee" ? new PersonValue(PersonWord.Named, name) : new TextValue(name)).ToString();
}
