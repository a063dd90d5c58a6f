using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;

namespace WriteOff.Web.Demo;

/// <summary>The product's own services and intake, on a clock that replays the past of one tenant.</summary>
internal sealed class DemoServices
{
    private readonly TimeZoneInfo _zone;

    public DemoServices(WorkbenchDbs dbs, WriteGate gate, DemoDays days, int tenantId)
    {
        Clock = new ReplayClock(days.Opened);
        (Index, _zone) = (new DemoIndex(dbs, tenantId), days.Zone);
        var writer = new WorkbenchWriter(dbs, Clock, new Keys(Clock), gate, new ChangeFeed());
        (Setup, Intake) = (new TenantSetup(writer, dbs), new RemittanceIntake(writer, dbs));
        (Denials, Appeals, WriteOffs, Reopens) = (new DenialService(writer), new AppealService(writer), new WriteOffService(writer, dbs, Clock), new ReopenService(writer));
    }

    public ReplayClock Clock { get; }

    public DemoIndex Index { get; }

    public TenantSetup Setup { get; }

    public RemittanceIntake Intake { get; }

    public DenialService Denials { get; }

    public AppealService Appeals { get; }

    public WriteOffService WriteOffs { get; }

    public ReopenService Reopens { get; }

    /// <summary>The tenant's business day at the replayed moment.</summary>
    public DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Clock.GetUtcNow(), _zone).DateTime);
}
