using Microsoft.AspNetCore.Components;
using WriteOff.Domain.Access;
using WriteOff.Domain.Reporting;
using WriteOff.Web.Components.Layout;
using WriteOff.Web.Identity;
using WriteOff.Web.Navigation;

namespace WriteOff.Web.Reporting;

/// <summary>Everyone's start: own work for who works denials, the queue for who approves, causes and rates for who may see reports.</summary>
public sealed partial class StartPage
{
    private ReportAddress.CausesAsk _ask = new();
    private MyWork? _mine;
    private WaitingView? _waiting;
    private CausesView? _causes;
    private CauseRates? _now;
    private CauseRates? _before;
    private IReadOnlyList<CauseMonth>? _trend;
    private IReadOnlyList<LossSource>? _payers;
    private IReadOnlyList<LossSource>? _codes;
    private bool _approves;
    private bool _mayPost;
    private AdminStartView? _admin;
    private bool _isEmpty;
    private bool _isListening;

    [Inject] private Causes Causes { get; set; } = default!;

    [Inject] private StartViews Start { get; set; } = default!;

    [Inject] private AdminStart AdminStart { get; set; } = default!;

    [Inject] private PersonNotifications Notifications { get; set; } = default!;

    [Inject] private ReadUserContext UserContext { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    /// <summary>The period, from the address; a new one reads again.</summary>
    [SupplyParameterFromQuery(Name = ReportAddress.Period)] public string? Period { get; set; }

    /// <summary>How the causes are grouped, from the address.</summary>
    [SupplyParameterFromQuery(Name = "by")] public string? By { get; set; }

    /// <summary>Bars or all figures, from the address.</summary>
    [SupplyParameterFromQuery(Name = "show")] public string? ShowAs { get; set; }

    private string Under(string period) => Urls.HomeIn(_ask with { Period = period });

    protected override async Task Read(Func<bool> isNewest)
    {
        Listen();
        var ask = ReportAddress.ReadCauses(new Uri(Navigation.Uri).Query);
        var userContext = await UserContext(Actor, Gone);
        var causes = Shown(await Causes.Of(Actor, ask.Period, Gone));
        var mine = userContext.Has(Scope.DenialWrite) ? Shown(await Start.Mine(Actor, Gone)) : null;
        var waiting = Shown(await Start.Waiting(Actor, Gone));
        var admin = userContext.Has(Scope.TenantAdmin) ? Shown(await AdminStart.Read(Actor, Gone)) : null;
        if (!isNewest()) return;
        (_ask, _causes, _mine, _waiting, _admin) = (ask, causes, mine, waiting, admin);
        (_approves, _mayPost) = (userContext.Has(Scope.DenialApprove), userContext.Has(Scope.PaymentWrite) && userContext.Has(Scope.ReceivableRead));
        _isEmpty = causes is null && mine is null && admin is null && !_mayPost;
        StateHasChanged();
        if (causes is not null) await ReadAround(causes, isNewest);
        await Notifications.Start();
    }

    /// <summary>What is dearer to read comes behind the causes, which stand on the page by then.</summary>
    private async Task ReadAround(CausesView causes, Func<bool> isNewest)
    {
        var trend = Shown(await Causes.Trend(Actor, Gone));
        var rates = await Causes.Rates(Actor, causes, Gone);
        var behind = await Causes.BehindPreventable(Actor, causes.Period, Gone);
        if (!isNewest()) return;
        _trend = trend;
        if (rates.IsDone) (_now, _before) = rates.Value;
        if (behind.IsDone) (_payers, _codes) = behind.Value;
    }

    private void Listen()
    {
        if (_isListening) return;
        _isListening = true;
        Listen(() => Notifications.Changed += Told, () => Notifications.Changed -= Told);
    }

    private void Told() => Later(StateHasChanged);
}
