using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Persistence;

namespace WriteOff.Domain.Audit;

/// <summary>Tells the screens of this process what other processes committed on the same database: another node, or an import from the command line.</summary>
/// <remarks>Looks at the end of the audit chain of each tenant that somebody has open. What this process wrote itself was told already and isn't told again.</remarks>
public sealed class ChangeWatch : IDisposable
{
    private const int MostRows = 1_000;
    private readonly Dictionary<int, Watched> _tenants = [];
    private readonly Lock _lock = new();
    private readonly WorkbenchDbs _dbs;
    private readonly ChangeFeed _feed;

    public ChangeWatch(WorkbenchDbs dbs, ChangeFeed feed)
    {
        ArgumentNullException.ThrowIfNull(feed);
        (_dbs, _feed) = (dbs, feed);
        feed.Changed += Hear;
    }

    /// <summary>Watches a tenant until the answer is disposed.</summary>
    public IDisposable Open(int tenantId)
    {
        lock (_lock)
        {
            if (!_tenants.TryGetValue(tenantId, out var watched)) _tenants[tenantId] = watched = new Watched();
            watched.Viewers++;
        }

        return new Viewer(this, tenantId);
    }

    /// <summary>Looks once at every watched tenant and tells what is new.</summary>
    public async Task Look(CancellationToken cancellationToken = default)
    {
        List<int> tenants;
        lock (_lock) tenants = [.. _tenants.Keys];
        foreach (var tenant in tenants) await Look(tenant, cancellationToken);
    }

    public void Dispose() => _feed.Changed -= Hear;

    private async Task Look(int tenantId, CancellationToken cancellationToken)
    {
        await using var db = _dbs.Open(tenantId);
        var head = await db.Set<AuditHead>().AsNoTracking().Select(h => h.Sequence).FirstOrDefaultAsync(cancellationToken);
        long from;
        List<(long First, long Last)> own;
        lock (_lock)
        {
            if (!_tenants.TryGetValue(tenantId, out var watched)) return;
            (from, own) = (watched.Seen ?? head, [.. watched.Own]);
            watched.Seen = head;
            watched.Own.RemoveAll(range => range.Last <= head);
        }

        if (head <= from || own.Sum(r => Math.Max(0, Math.Min(r.Last, head) - Math.Max(r.First, from + 1) + 1)) >= head - from) return;
        var rows = await db.Set<AuditRow>().AsNoTracking().Where(a => a.Sequence > from && a.Sequence <= head).OrderByDescending(a => a.Sequence).Take(MostRows)
            .Select(a => new { a.Sequence, a.DenialId, a.ActorName, a.Act }).ToListAsync(cancellationToken);
        var others = rows.Where(row => !own.Exists(r => row.Sequence >= r.First && row.Sequence <= r.Last)).ToList();
        if (others.Count > 0) _feed.Tell(new TenantChange(tenantId, [.. others.Select(o => o.DenialId).OfType<long>().Distinct()], others[0].ActorName, others.Exists(o => o.Act.IsSetting())));
    }

    private void Hear(TenantChange change)
    {
        if (change.Sequences.Last == 0) return;
        lock (_lock)
        {
            if (_tenants.TryGetValue(change.TenantId, out var watched)) watched.Own.Add(change.Sequences);
        }
    }

    private void Close(int tenantId)
    {
        lock (_lock)
        {
            if (_tenants.TryGetValue(tenantId, out var watched) && --watched.Viewers == 0) _tenants.Remove(tenantId);
        }
    }

    private sealed class Watched
    {
        public int Viewers { get; set; }
        public long? Seen { get; set; }
        public List<(long First, long Last)> Own { get; } = [];
    }

    private sealed class Viewer(ChangeWatch watch, int tenantId) : IDisposable
    {
        private int _closed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _closed, 1) == 0) watch.Close(tenantId);
        }
    }
}
