using MudBlazor;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Denials.Filters;
using WriteOff.Web.Components.Controls;
using WriteOff.Web.Navigation;

namespace WriteOff.Web.Denials;

/// <summary>Address ⇄ filter, in one cycle.</summary>
public sealed partial class DenialsPage
{
    private Filter _filter = Filter.Everything;
    private FilterError? _error;
    private string _tried = "";
    private string? _notice;

    /// <summary>What the rows on screen were asked by: the address with a patient's filter text put back, and without what can't be read.</summary>
    private GridAsk _shown = new();

    private string EmptyWords => _shown.Text.Length > 0 ? "No denial matches."
        : _ask.Status is { } status ? $"No denial is {status.Label().ToLowerInvariant()}." : "No denial has come in yet. Denials are made when a remittance is posted.";

    /// <summary>Ways out of an empty grid: without one part of the filter each, then without all.</summary>
    private IEnumerable<(string Words, string Href)> Easier
    {
        get
        {
            if (_filter.Conjuncts.Count is > 1 and <= 6)
            {
                foreach (var part in _filter.Conjuncts)
                {
                    var left = _filter.Conjuncts.Where(p => !ReferenceEquals(p, part)).Aggregate(Filter.Everything, Filter.Both).ToString();
                    yield return ($"Clear {part}", Urls.DenialsIn(_ask with { Text = kept.ForAddress(_actor!, left), Page = null }));
                }
            }

            if (_ask.Status is not null || _ask.Page is not null || _shown.Text.Length > 0) yield return ("Show all denials", Urls.Denials);
        }
    }

    /// <summary>Reads the address. A text that can't be read leaves the rows as they are and says where it fails.</summary>
    private async Task Show()
    {
        var query = new Uri(navigation.Uri).Query;
        var before = _shown;
        _ask = GridAddress.Read(query);
        _notice = GridAddress.Unread(query) is { Count: > 0 } unread ? $"Part of the address can’t be read and is left out: {string.Join(", ", unread)}." : null;
        if (kept.Resolve(_actor!, _ask) is not { } asked)
        {
            _notice = "This filter names a patient, so its text isn’t kept in the address, and it is forgotten by now. Type it again.";
            asked = _ask = _ask with { Text = "", Page = null };
        }

        (_tried, var reading) = (asked.Text, FilterLanguage.Read(asked.Text));
        _error = reading.Error;
        if (reading.Filter is { } filter)
        {
            _filter = filter;
            _shown = asked;
        }
        else
        {
            // The old rows stay; at the first sight of a page there are none, and everything is shown.
            _shown = _shown with { Status = asked.Status, Sort = asked.Sort, IsDescending = asked.IsDescending, Page = null };
            _ask = _ask with { Page = null };
        }

        if (before.Status != _shown.Status || !string.Equals(before.Text, _shown.Text, StringComparison.Ordinal))
        {
            (_count, _outcome) = (null, null);
            _rows.Clear();
        }

        await TakeUpSelection(query);
        _rows.Ask = _ask;
        if (_error is null && !_ask.Text.StartsWith(PrivateFilters.Mark) && PrivateFilters.NamesPatient(_ask.Text))
        {
            // Typed straight into the address: the text leaves it at once.
            navigation.NavigateTo(Urls.DenialsIn(_ask with { Text = kept.ForAddress(_actor!, _ask.Text) }), replace: true);
            return;
        }

        await Reload();
    }

    /// <summary>The line or a chip wrote a text.</summary>
    private void Apply(string text)
    {
        text = text.Trim();
        var reading = FilterLanguage.Read(text);
        (_tried, _error) = (text, reading.Error);
        if (reading.Error is not null)
        {
            StateHasChanged();
            return;
        }

        var href = Urls.DenialsIn(_ask with { Text = kept.ForAddress(_actor!, text), Page = null });
        navigation.NavigateTo(href);
    }

    private void DropStatus() => navigation.NavigateTo(Urls.DenialsIn(_ask with { Status = null, Page = null }));

    private async Task Help() => await dialogs.ShowAsync<FilterHelpDialog>("", new DialogOptions { CloseOnEscapeKey = true, MaxWidth = MaxWidth.Medium, FullWidth = true });

    private async Task ShowKeys() => await dialogs.ShowAsync<KeysDialog>("", new DialogOptions { CloseOnEscapeKey = true, MaxWidth = MaxWidth.Small, FullWidth = true });
}
