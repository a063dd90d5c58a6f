using WriteOff.Domain.Persistence.Bulk;

namespace WriteOff.Domain.Audit;

/// <summary>How the rollups are raised.</summary>
internal static class RollupShapes
{
    public static RaiseShape<KeyValuePair<CauseKey, CauseDelta>> Days { get; } = new("cause_rollup", ["posted_on", "reason_id", "category"],
        ["written_off_cents", "written_off_count", "reopened_cents", "reopened_count"], (row, to) =>
        {
            to.Day(row.Key.PostedOn);
            to.Number(row.Key.ReasonId);
            to.Number(row.Key.Category);
            Bind(row.Value, to);
        });

    public static RaiseShape<KeyValuePair<PivotMonthKey, LossDelta>> Months { get; } = new("pivot_rollup",
        ["pair", "year", "reason_id", "category", "payer_id", "carc", "provider_name", "requested_by", "month"],
        ["written_off_cents", "written_off_count", "reopened_cents", "reopened_count", "undone_cents", "undone_count"], (row, to) =>
        {
            to.Number((int)row.Key.Pair);
            to.Number(row.Key.Year);
            to.Number(row.Key.ReasonId);
            to.Number(row.Key.Category);
            to.Number(row.Key.PayerId);
            to.Text(row.Key.Carc);
            to.Text(row.Key.ProviderName);
            to.Person(row.Key.RequestedBy);
            to.Number(row.Key.Month);
            Bind(row.Value.Own, to);
            to.Number(row.Value.UndoneCents);
            to.Number(row.Value.UndoneCount);
        });

    private static void Bind(CauseDelta delta, IRowBinder to)
    {
        to.Number(delta.WrittenOffCents);
        to.Number(delta.WrittenOffCount);
        to.Number(delta.ReopenedCents);
        to.Number(delta.ReopenedCount);
    }
}
