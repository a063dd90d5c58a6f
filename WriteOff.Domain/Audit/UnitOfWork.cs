using System.Buffers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using WriteOff.Domain.Access;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Persistence.Bulk;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Audit;

/// <summary>One act while it is being written: what it may read, what it stages, and its audit rows.</summary>
public sealed class UnitOfWork
{
    private readonly List<AuditRow> _rows = [];
    private readonly List<ICauseRow> _causes = [];
    private readonly HashSet<long> _filled = [];
    private readonly Dictionary<AuditAct, long> _acts = [];
    private readonly ArrayBufferWriter<byte> _layout = new(512);
    private readonly HashSet<long> _denials = [];
    private readonly Keys _keys;
    private (long First, long Last) _sequences;
    private bool _changedSettings;
    private bool _wroteRows;

    internal UnitOfWork(WorkbenchDb db, Actor actor, Grants grants, DateTimeOffset now, Keys keys)
    {
        Db = db;
        Actor = actor;
        Grants = grants;
        Now = DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds());
        _keys = keys;
    }

    /// <summary>The database inside the act's transaction.</summary>
    internal WorkbenchDb Db { get; }

    public Actor Actor { get; }

    /// <summary>The actor's scopes, read inside the transaction.</summary>
    public Grants Grants { get; }

    /// <summary>The act's instant: one for all its rows.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>What to tell the screens after the commit; null when nothing was written.</summary>
    internal TenantChange? Change => _sequences.Last == 0 ? null : new TenantChange(Actor.TenantId, [.. _denials], Actor.Name, _changedSettings) { Sequences = _sequences };

    /// <summary>Where rows go that needn't pass the mapper; null: all pass it.</summary>
    internal IStagedRows? Staged { get; set; }

    /// <summary>What the act adds to the rollups at its end. Who writes ledger rows in bulk adds them here; those of <see cref="Add"/> are counted at the save.</summary>
    internal LossSums Losses { get; } = new();

    /// <summary>What the act is a part of: its audit rows begin with it.</summary>
    internal string? Occasion { get; set; }

    /// <summary>The sequence that the next audit row gets.</summary>
    internal async Task<long> NextSequence(CancellationToken cancellationToken) => (await Db.Set<AuditHead>().SingleAsync(cancellationToken)).Sequence + _rows.Count + 1;

    internal long NextKey() => _keys.Next();

    internal void Add(ITenantOwned row)
    {
        if (Staged?.Take(row) != true) Db.Add(row);
        if (row is ICauseRow { IsCause: true } cause) _causes.Add(cause);
    }

    /// <summary>Adds many rows at once, now.</summary>
    internal Task Insert<T>(InsertShape<T> shape, IReadOnlyList<T> rows, CancellationToken cancellationToken)
    {
        _wroteRows |= rows.Count > 0;
        return BulkRows.In(Db).Insert(shape, rows, cancellationToken);
    }

    /// <summary>Changes many rows at once, now; each must still have the version that was read.</summary>
    internal Task Update<T>(UpdateShape<T> shape, IReadOnlyList<T> rows, CancellationToken cancellationToken)
    {
        _wroteRows |= rows.Count > 0;
        return BulkRows.In(Db).Update(shape, rows, cancellationToken);
    }

    /// <summary>Sets columns of many rows by a query, now: only what is worked out of other columns, as no version rises. Answers how many rows there were.</summary>
    internal Task<int> Derive<T>(IQueryable<T> rows, Action<UpdateSettersBuilder<T>> set, CancellationToken cancellationToken) where T : class, ITenantOwned
    {
        _wroteRows = true;
        return rows.ExecuteUpdateAsync(set, cancellationToken);
    }

    /// <summary>The claim's provider was empty and is filled in, or will be by the staged rows: what its write-offs count in the rollups goes over to it at the next save.</summary>
    internal void FillProvider(long claimId) => _filled.Add(claimId);

    /// <summary>Makes room for the pages of a long transaction.</summary>
    /// <param name="megabytes">How much of them stays in memory at most.</param>
    internal void ExpectMany(int megabytes = 256) => BulkRows.In(Db).ExpectMany(megabytes);

    /// <summary>Reads narrow rows by their ids inside the act's transaction: one place per id, empty where the tenant has none such.</summary>
    internal Task<T?[]> Read<T>(ReadShape<T> shape, IReadOnlyList<long> ids, CancellationToken cancellationToken) where T : struct => BulkRows.In(Db).Read(shape, ids, cancellationToken);

    /// <summary>Raises the row's version at the save although no other field may have changed: the act was done, so who looked before it looked at an older row.</summary>
    internal void Touch(IVersioned row)
    {
        if (Staged?.Touch(row) != true) Db.Entry(row).Property(nameof(IVersioned.Version)).IsModified = true;
    }

    /// <summary>Records the act. Without at least one such row nothing can be written.</summary>
    /// <param name="bySystem">The product did it by a rule, while the actor did something else.</param>
    internal void Record(AuditAct act, AuditRow row, bool bySystem = false)
    {
        row.TenantId = Actor.TenantId;
        row.Act = act;
        row.At = Now;
        if (Occasion is { } of && row.Detail?.StartsWith($"{of}:", StringComparison.Ordinal) != true) row.Detail = row.Detail is { } more ? $"{of}\n{more}" : of;
        var actor = bySystem ? Actor.System(Actor.TenantId) : Actor;
        (row.ActorId, row.ActorName) = (actor.UserId, actor.Name);
        _rows.Add(row);
    }

    /// <summary>Writes what is staged so far and forgets it, so that a remittance of 100,000 claims stays flat in memory. Still one transaction.</summary>
    internal async Task Flush(CancellationToken cancellationToken)
    {
        await Save(cancellationToken);
        Db.ChangeTracker.Clear();
    }

    /// <summary>Writes what is staged so far and goes on with it, so that the act's next queries see it. Still one transaction.</summary>
    internal async Task Save(CancellationToken cancellationToken)
    {
        await Chain(cancellationToken);
        if (Staged is not null) await Staged.Write(this, cancellationToken);
        await Db.SaveChangesAsync(cancellationToken);
        if (_causes.Count > 0) await CauseRollup.Count(Db, Losses, _causes, cancellationToken);
        if (_filled.Count > 0) await CauseRollup.MoveToProvider(Db, Losses, _filled, _causes, cancellationToken);
        _causes.Clear();
        _filled.Clear();
    }

    internal async Task Seal(CancellationToken cancellationToken)
    {
        if (_rows.Count == 0 && _sequences.Last == 0 && (_wroteRows || Db.ChangeTracker.HasChanges()))
            throw new TenantIsolationException("An act changed rows and left no audit row.");
        await Save(cancellationToken);
        await CauseRollup.Apply(Db, Losses, cancellationToken);
    }

    /// <summary>Counts what was committed.</summary>
    internal void Measure()
    {
        foreach (var (act, rows) in _acts) Telemetry.Acted(act.ToString(), rows);
    }

    private async Task Chain(CancellationToken cancellationToken)
    {
        if (_rows.Count == 0) return;
        var head = await Db.Set<AuditHead>().SingleAsync(cancellationToken);
        foreach (var row in _rows)
        {
            row.Sequence = ++head.Sequence;
            row.PreviousHash = head.Hash;
            row.Hash = AuditRowHash.Of(row, _layout);
            head.Hash = row.Hash;
            _acts[row.Act] = _acts.GetValueOrDefault(row.Act) + 1;
        }

        await BulkRows.In(Db).Insert(AuditRowShape.Insert, _rows, cancellationToken);

        _sequences = (_sequences.First == 0 ? _rows[0].Sequence : _sequences.First, head.Sequence);
        foreach (var row in _rows)
        {
            if (row.DenialId is { } denial) _denials.Add(denial);
            _changedSettings |= row.Act.IsSetting();
        }

        _rows.Clear();
    }
}
