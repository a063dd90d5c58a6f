using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using WriteOff.Domain.Denials.Filters;
using WriteOff.Web.Identity;

namespace WriteOff.Web.Denials;

/// <summary>The filter line. The browser owns what stands in it; it tells text and caret, and is told only when the text changes from here.</summary>
public sealed partial class FilterLine(IJSRuntime js, FilterVocabulary words, CurrentActor current, TimeProvider clock) : ComponentBase, IDisposable
{
    /// <summary>The line's element.</summary>
    internal const string Id = "filter";

    private static readonly TimeSpan WordsLast = TimeSpan.FromMinutes(5);
    private DotNetObjectReference<FilterLine>? _self;
    private FilterCompletion _completion = FilterCompletion.None;
    private (DateTimeOffset Until, FilterContext Context)? _words;
    private string _typed = "";
    private string _shown = "";
    private bool _isWanted;
    private bool _isMoved;
    private int _active;
    private int _turn;

    /// <summary>The text that holds, or that was tried and can't be read.</summary>
    [Parameter, EditorRequired] public string Text { get; set; } = "";

    /// <summary>What is wrong with <see cref="Text"/>.</summary>
    [Parameter] public FilterError? Error { get; set; }

    /// <summary>A text is to hold.</summary>
    [Parameter] public EventCallback<string> OnApply { get; set; }

    [Parameter] public EventCallback OnHelp { get; set; }

    private bool IsOpen => _isWanted && _completion.Suggestions.Count > 0;

    private static string OptionId(int n) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"filter-o{n}");

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            await js.InvokeVoidAsync("writeoff.watchFilter", Id, _self);
        }

        if (string.Equals(_shown, Text, StringComparison.Ordinal)) return;
        _shown = _typed = Text;
        await js.InvokeVoidAsync("writeoff.setFilter", Id, Text, Text.Length, false);
    }

    public void Dispose() => _self?.Dispose();

    /// <summary>The text changed under the keys.</summary>
    [JSInvokable]
    public async Task Typed(string text, int caret)
    {
        _typed = text;
        var turn = ++_turn;
        var known = await Words();
        // The words were read while more was typed, or the text was applied or left: the popup must not come back over the chips.
        if (turn != _turn) return;
        _completion = FilterSuggestions.At(text, caret, known);
        (_isWanted, _isMoved, _active) = (true, false, 0);
        StateHasChanged();
    }

    /// <summary>Up or down: opens the popup, then moves in it.</summary>
    [JSInvokable]
    public async Task Moved(string text, int caret, int by)
    {
        if (!IsOpen)
        {
            await Typed(text, caret);
            return;
        }

        _isMoved = true;
        _active = (_active + by + _completion.Suggestions.Count) % _completion.Suggestions.Count;
        StateHasChanged();
    }

    /// <summary>Tab: takes the suggestion that is marked.</summary>
    [JSInvokable]
    public async Task Take(string text, int caret)
    {
        var active = _active;
        if (!string.Equals(text, _typed, StringComparison.Ordinal)) await Typed(text, caret);
        if (_completion.Suggestions.Count > 0) await Choose(_completion.Suggestions[Math.Min(active, _completion.Suggestions.Count - 1)]);
    }

    /// <summary>Enter: the suggestion that was walked to, else the text holds.</summary>
    [JSInvokable]
    public async Task Enter(string text, int caret)
    {
        if (IsOpen && _isMoved && string.Equals(text, _typed, StringComparison.Ordinal))
        {
            await Take(text, caret);
            return;
        }

        _typed = text;
        await ApplyTyped();
        StateHasChanged();
    }

    /// <summary>The line lost the focus, or Escape.</summary>
    [JSInvokable]
    public void Left(string text, int caret)
    {
        _typed = text;
        _turn++;
        if (!_isWanted) return;
        _isWanted = false;
        StateHasChanged();
    }

    private async Task ApplyTyped()
    {
        _turn++;
        (_isWanted, _shown) = (false, _typed);
        await OnApply.InvokeAsync(_typed);
    }

    private async Task Choose(FilterSuggestion suggestion)
    {
        var (text, caret) = _completion.Apply(_typed, suggestion);
        _typed = text;
        await js.InvokeVoidAsync("writeoff.setFilter", Id, text, caret, true);
        await Typed(text, caret);
    }

    private async Task<FilterContext> Words()
    {
        var now = clock.GetUtcNow();
        if (_words is { } known && known.Until > now) return known.Context;
        var context = await words.Read(await current.Get());
        _words = (now + WordsLast, context);
        return context;
    }

    private string ErrorText(int from, int to) => from >= Text.Length ? "" : Text[Math.Max(0, from)..Math.Min(Text.Length, to)];

    /// <summary>What is wrong; a blank behind the text where something is missing.</summary>
    private string Wrong(FilterError error) => ErrorText(error.Position - 1, error.Position - 1 + Math.Max(1, error.Length)) is { Length: > 0 } wrong ? wrong : "\u00A0";
}
