using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Denials;

/// <summary>What became of one row of a bulk act: done, or why not.</summary>
public sealed record RowOutcome(long DenialId, Refusal? Refusal);

/// <summary>Everyday acts on the selected rows: one after the other through the service, one outcome per row.</summary>
public sealed class DenialBulk(DenialGrid grid, DenialService service, WorkbenchWriter writer)
{
    /// <summary>Most rows of one bulk act; more are for a mass run.</summary>
    public const int MostRows = 500;

    /// <summary>Null when so many rows may be done at once.</summary>
    public static Refusal? Refuse(int rows) => rows <= MostRows ? null
        : new Refusal("TooManyRows", $"At most {MostRows} rows can be done at once.", "Narrow the filter or select fewer.");

    /// <summary>Gives the selected denials to a person, or to nobody.</summary>
    public Task<Outcome<IReadOnlyList<RowOutcome>>> Assign(Actor actor, GridAsk ask, GridSelection selection, Guid? assignee, CancellationToken cancellationToken = default) =>
        Each(actor, ask, selection, row => service.Assign(actor, row, assignee, cancellationToken), cancellationToken);

    /// <summary>Starts work on the selected denials: they become the actor's.</summary>
    public Task<Outcome<IReadOnlyList<RowOutcome>>> StartWork(Actor actor, GridAsk ask, GridSelection selection, CancellationToken cancellationToken = default) =>
        Each(actor, ask, selection, row => service.StartWork(actor, row, cancellationToken), cancellationToken);

    /// <summary>Puts an export on the audit trail before its first row leaves. Refused: the scope to see denials is missing.</summary>
    public Task<Outcome<bool>> RecordExport(Actor actor, GridAsk ask, string form, CancellationToken cancellationToken = default) =>
        writer.Write<bool>(actor, (entry, _) =>
        {
            if (entry.Grants.Require(Scope.DenialRead) is { } missing) return Task.FromResult<Outcome<bool>>(missing);
            entry.Record(AuditAct.DenialsExported, new AuditRow { Detail = $"{form}: {(ask.Status is { } status ? $"status = {status.Word()} " : "")}{(ask.Text.Length == 0 ? "every denial" : ask.Text)}" });
            return Task.FromResult<Outcome<bool>>(true);
        }, cancellationToken);

    private async Task<Outcome<IReadOnlyList<RowOutcome>>> Each(Actor actor, GridAsk ask, GridSelection selection, Func<DenialAsk, Task<Outcome<DenialStamp>>> act, CancellationToken cancellationToken)
    {
        var rows = await grid.Selected(actor, ask, selection, MostRows + 1, cancellationToken);
        if (!rows.IsDone) return rows.Refusal;
        if (Refuse(rows.Value.Count) is { } refusal) return refusal;
        List<RowOutcome> outcomes = [];
        Refusal? gone = null;
        foreach (var row in rows.Value)
        {
            // Who waited for the database once needn't wait for it again with each row.
            var refused = gone ?? (await act(row)).Refusal;
            if (refused == DatabaseUnavailable.Refusal) gone = refused;
            outcomes.Add(new RowOutcome(row.DenialId, refused));
        }

        return outcomes;
    }
}
