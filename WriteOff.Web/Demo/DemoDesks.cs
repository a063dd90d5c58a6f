using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;

namespace WriteOff.Web.Demo;

/// <summary>The product's own desks and intake, on a clock that replays the past of one tenant.</summary>
internal sealed class DemoDesks
{
    private readonly TimeZoneInfo _zone;

    public DemoDesks(WorkbenchDbs dbs, WriteGate gate, DemoDays days, int tenantId)
    {
        Clock = new ReplayClock(days.Opened);
        (Index, _zone) = (new DemoIndex(dbs, tenantId), days.Zone);
        var books = new Books(dbs, Clock, new Keys(Clock), gate, new ChangeFeed());
        (Setup, Intake) = (new TenantSetup(books, dbs), new RemittanceIntake(books, dbs));
        (Denials, Appeals, WriteOffs, Reopens) = (new DenialDesk(books), new AppealDesk(books), new WriteOffDesk(books, dbs, Clock), new ReopenDesk(books));
    }

    public ReplayClock Clock { get; }

    public DemoIndex Index { get; }

    public TenantSetup Setup { get; }

    public RemittanceIntake Intake { get; }

    public DenialDesk Denials { get; }

    public AppealDesk Appeals { get; }

    public WriteOffDesk WriteOffs { get; }

    public ReopenDesk Reopens { get; }

    /// <summary>The tenant's business day at the replayed moment.</summary>
    public DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Clock.GetUtcNow(), _zone).DateTime);
}
