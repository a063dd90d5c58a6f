using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Remittances.Reversals;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs.Approvals;
using WriteOff.Domain.WriteOffs.Mass;
using WriteOff.Web.Composition;
using WriteOff.Web.Identity;
using WriteOff.Web.WriteOffs.Mass;

namespace WriteOff.Web.Components.Layout;

/// <summary>What waits for the person of this circuit, for badge and bell: read once, then after each change in the tenant.</summary>
/// <remarks>Nothing is stored as read: what came back stays until somebody takes the denial up again, what waits until it is decided, a run until its starter looks at it.</remarks>
public sealed class PersonNotifications(ApprovalQueue queue, FlagViews flags, EndedRuns ended, SeenRuns seen, BreakGlass breakGlass, CurrentActor current, ReadUserContext read, ChangeFeed feed, ChangeWatch watch, TimeProvider clock, ILogger<PersonNotifications> log) : IDisposable
{
    private const string BadgeAndBell = "badge and bell could not be read";
    private readonly CancellationTokenSource _gone = new();
    private readonly SemaphoreSlim _one = new(1, 1);
    private ChangeSubscription? _follower;
    private IDisposable? _watched;
    private Actor? _actor;

    /// <summary>Raised after each reading, on any thread.</summary>
    public event Action? Changed;

    /// <summary>Requests that wait in the tenant; null before the first reading, or when the person may not see them.</summary>
    public QueueTally? Tally { get; private set; }

    /// <summary>The person's own requests that came back.</summary>
    public IReadOnlyList<ReturnedRequest> Returned { get; private set; } = [];

    /// <summary>Open reversal flags on what the person wrote off; for who approves, all.</summary>
    public IReadOnlyList<OpenFlag> Flags { get; private set; } = [];

    /// <summary>The person's own runs that ended lately and that they haven't looked at since.</summary>
    public IReadOnlyList<EndedRun> Runs { get; private set; } = [];

    /// <summary>Sign-ins of the break-glass administrator, for the other administrators.</summary>
    public IReadOnlyList<BreakGlassUse> BreakGlassUses { get; private set; } = [];

    /// <summary>The person may approve.</summary>
    public bool Approves { get; private set; }

    /// <summary>Waiting requests that are not the person's own; 0 for who can't approve.</summary>
    public int ToDecide => Approves && Tally is { } tally ? Math.Max(0, tally.Waiting - tally.AskedByMe) : 0;

    /// <summary>What the bell counts.</summary>
    public int Count => ToDecide + Returned.Count + Flags.Count + Runs.Count + BreakGlassUses.Count;

    /// <summary>Starts reading; the second caller gets what the first one read.</summary>
    public async Task Start()
    {
        await _one.WaitAsync(_gone.Token);
        try
        {
            if (_follower is not null) return;
            _actor = await current.Get();
            if (_gone.IsCancellationRequested) return; // The circuit ended while it was asked who this is.
            _watched = watch.Open(_actor.TenantId);
            _follower = new ChangeSubscription(feed, clock, _actor.TenantId, () => BackgroundWork.Start(ReadQuietly, log, BadgeAndBell));
            seen.Changed += Saw;
            await Read();
        }
        catch (SessionEndedException)
        {
            // The shell shows nothing to nobody.
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose()
    {
        seen.Changed -= Saw;
        _follower?.Dispose();
        _watched?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
        _one.Dispose();
    }

    private void Saw(Actor actor)
    {
        if (actor.UserId == _actor!.UserId) BackgroundWork.Start(ReadQuietly, log, BadgeAndBell);
    }

    private async Task ReadQuietly()
    {
        try
        {
            await Read();
        }
        catch (ObjectDisposedException)
        {
            // The circuit is gone.
        }
    }

    private async Task Read()
    {
        Approves = (await read(_actor!, _gone.Token)).Has(Scope.DenialApprove);
        var (tally, returned) = (await queue.Tally(_actor!, _gone.Token), await queue.Returned(_actor!, _gone.Token));
        Tally = tally.IsDone ? tally.Value : null;
        Returned = returned.IsDone ? returned.Value : [];
        var found = await flags.Mine(_actor!, _gone.Token);
        Flags = found.IsDone ? found.Value : [];
        var runs = await ended.Mine(_actor!, _gone.Token);
        Runs = runs.IsDone ? [.. runs.Value.Where(r => !seen.Has(_actor!, r.Number))] : [];
        var uses = await breakGlass.Lately(_actor!, _gone.Token);
        BreakGlassUses = uses.IsDone ? uses.Value : [];
        Changed?.Invoke();
    }
}
