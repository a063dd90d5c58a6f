using WriteOff.Domain.Access;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Persistence.Bulk;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.WriteOffs.Mass;

/// <summary>Judges every selected row by the rules of the dialog, writes nothing, and freezes rows and versions.</summary>
public sealed class MassPreviewer(DenialGrid grid, WorkbenchDbs dbs, TimeProvider clock, Keys keys)
{
    /// <summary>Denials that a group names, to look at.</summary>
    public const int FirstRows = 20;

    /// <summary>Refused: a scope, the reason or the note don't fit whatever the row; the filter can't be read; too many rows; none.</summary>
    public async Task<Outcome<MassPreview>> Preview(Actor actor, MassAsk ask, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(ask);
        await using var db = dbs.Open(actor.TenantId);
        var grants = await Grants.Read(db, actor, cancellationToken);
        if (grants.Require(Scope.DenialRead) is { } missing) return missing;
        var rules = await TenantRules.Read(db, cancellationToken);
        var setting = new WriteOffSetting(grants.Scopes, rules, rules.Tenant.DayOf(clock.GetUtcNow()));
        if (WriteOffRules.AskBlocker(new WriteOffAsk(0, 0, Guid.Empty, [new WriteOffAskLine(ask.ReasonCode, Money.Zero)], ask.Note), setting) is { } refusal) return refusal;
        var rows = new FrozenRows(0);
        var selected = await grid.Each(actor, ask.Grid, ask.Selection, rules.Policy.RunRowCap + 1, row => rows.Add(new FrozenRow(row.DenialId, row.Version)), cancellationToken);
        if (!selected.IsDone) return selected.Refusal;
        if (rows.Count > rules.Policy.RunRowCap) return RunRefusals.TooManyRows(rules.Policy.RunRowCap);
        if (rows.Count == 0) return RunRefusals.NothingSelected;
        return await Judge(db, ask, rows, setting, cancellationToken);
    }

    private async Task<MassPreview> Judge(WorkbenchDb db, MassAsk ask, FrozenRows rows, WriteOffSetting setting, CancellationToken cancellationToken)
    {
        var groups = new Dictionary<(RowOutcomeKind, string), Tally>();
        var judge = new RowDecider(setting, ask.ReasonCode, ask.Note ?? "", 0);
        var shape = SubjectReader.For(setting.Rules.Policy);
        var total = Money.Zero;
        for (var from = 0; from < rows.Count; from += FrozenRows.PerPart)
        {
            var read = await BulkRows.ReadOnly(db, shape, rows.Ids(from, Math.Min(FrozenRows.PerPart, rows.Count - from)), cancellationToken);
            for (var n = 0; n < read.Length; n++)
            {
                if (read[n] is { } found) rows.See(from + n, found.Facts.Version);
                total += read[n]?.Facts.Balance ?? Money.Zero;
                var (outcome, cause, amount) = JudgeOne(judge, rows[from + n], read[n]);
                if (!groups.TryGetValue((outcome, cause), out var tally)) groups[(outcome, cause)] = tally = new Tally();
                tally.Take(rows[from + n].Id, amount);
            }
        }

        var ordered = groups.OrderBy(g => g.Key.Item1).ThenByDescending(g => g.Value.Count).ThenBy(g => g.Key.Item2, StringComparer.Ordinal);
        return new MassPreview(keys.NextId(), ask, rows, [.. ordered.Select(g => new OutcomeGroup(g.Key.Item1, g.Key.Item2, g.Value.Count, g.Value.Sum, g.Value.First))], total, clock.GetUtcNow());
    }

    private static (RowOutcomeKind Outcome, string Cause, Money Amount) JudgeOne(RowDecider judge, FrozenRow row, WriteOffSubject? read)
    {
        if (read is not { } found) return (RowOutcomeKind.Skipped, SkipCause.KeyOf(DenialDecider.NotFound, null, RunKind.WriteOff), Money.Zero);
        var seen = judge.Seen(found);
        var decided = judge.Decide(seen, judge.AskFor(row, seen.Facts));
        return decided.IsDone
            ? (decided.Value.Gate.IsGated ? RowOutcomeKind.Pending : RowOutcomeKind.Posted, "", decided.Value.Total)
            : (RowOutcomeKind.Skipped, SkipCause.KeyOf(decided.Refusal, found.Facts.Status, RunKind.WriteOff), found.Facts.Balance);
    }

    private sealed class Tally
    {
        public int Count { get; private set; }
        public Money Sum { get; private set; } = Money.Zero;
        public List<long> First { get; } = [];

        public void Take(long id, Money amount)
        {
            Count++;
            Sum += amount;
            if (First.Count < FirstRows) First.Add(id);
        }
    }
}
