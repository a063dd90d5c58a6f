using System.Data.Common;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Remittances.Reversals;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs;
using WriteOff.Web.Components.Layout;
using WriteOff.Web.Identity;
using WriteOff.Web.Navigation;

namespace WriteOff.Web.Denials;

/// <summary>One denial: what remains, what next, what can be done, and everything that happened.</summary>
public sealed partial class DenialPage(DenialViews views, RemittanceViews remittances, FlagViews flags, RemittanceReopen reopens, CurrentActor current, NavigationManager navigation, ChangeFeed feed, ILogger<DenialPage> log) : LiveComponent
{
    private Actor? _actor;
    private DenialView? _view;
    private IReadOnlyList<ClaimPaymentView> _payments = [];
    private Refusal? _paymentsRefused;
    private FlagView? _flag;
    private ReopenPreview? _preview;
    private Refusal? _previewRefused;
    private Refusal? _refused;
    private string? _failed;
    private string? _changedBy;
    private string _back = Urls.Denials;
    private GridAsk? _list;
    private long _id;

    [Parameter] public string Id { get; set; } = "";

    private DateOnly Today => _view!.Case.Setting.Today;

    protected override async Task OnParametersSetAsync()
    {
        _actor ??= await current.Get();
        var query = QueryHelpers.ParseQuery(new Uri(navigation.Uri).Query);
        _list = query.TryGetValue(GridAddress.List, out var list) ? GridAddress.Read(list.ToString()) : new GridAsk();
        _back = Urls.DenialsIn(_list);
        _changedBy = null;
        if (!long.TryParse(Id, NumberStyles.None, CultureInfo.InvariantCulture, out _id)) _refused = DenialDecider.NotFound;
        else await Load();
    }

    protected override void OnInitialized() => Listen(() => feed.Changed += Follow, () => feed.Changed -= Follow);

    private void Follow(TenantChange change)
    {
        if (_actor is null || change.TenantId != _actor.TenantId) return;
        var isOurs = change.DenialIds.Contains(_id);
        if (!isOurs && !change.Settings) return;
        Later(async () =>
        {
            if (isOurs) _changedBy = string.Equals(change.By, _actor.Name, StringComparison.Ordinal) ? null : change.By;
            await Load();
        });
    }

    private async Task Load()
    {
        try
        {
            var view = await views.Open(_actor!, _id, Gone);
            (_refused, _failed) = (view.Refusal, null);
            _view = view.IsDone ? view.Value : null;
            if (_view is not null)
            {
                var payments = await remittances.Of(_actor!, _view.Claim.Id, Gone);
                _payments = payments.IsDone ? payments.Value : [];
                _paymentsRefused = payments.Refusal;
                await LoadFlag(_view.Denial);
            }
        }
        catch (OperationCanceledException)
        {
            return; // The page is gone.
        }
        catch (DbException broken)
        {
            log.LogError(broken, "A denial could not be read");
            _failed = "This denial can't be read just now.";
        }

        StateHasChanged();
    }

    /// <summary>The open case of a flagged denial, and what reopening would write.</summary>
    private async Task LoadFlag(Denial denial)
    {
        (_flag, _preview, _previewRefused) = (null, null, null);
        if (!denial.IsFlagged) return;
        var cases = await flags.Of(_actor!, denial.Id, Gone);
        if (!cases.IsDone || cases.Value.FirstOrDefault(c => c.Status == CaseStatus.Open) is not { } open) return;
        var preview = await reopens.Preview(_actor!, denial.Id, Gone);
        (_flag, _preview, _previewRefused) = (open, preview.IsDone ? preview.Value : null, preview.Refusal);
    }
}
