using WriteOff.Domain.Persistence.Bulk;

namespace WriteOff.Domain.WriteOffs.Mass;

/// <summary>How a run's rows and parts are written, and how the facts of its denials are read: narrow rows, by key.</summary>
internal static class RunShapes
{
    public static InsertShape<MassRunRow> Rows { get; } = new("mass_run_row", ["run_number", "denial_id", "outcome", "cause", "amount_cents", "request_id"], (row, to) =>
    {
        to.Number(row.RunNumber);
        to.Number(row.DenialId);
        to.Number((int)row.Outcome);
        to.Text(row.Cause);
        to.Number(row.AmountCents);
        to.Number(row.RequestId);
    });

    public static InsertShape<MassRunPart> Parts { get; } = new("mass_run_part", ["run_number", "first_row", "rows"], (part, to) =>
    {
        to.Number(part.RunNumber);
        to.Number(part.FirstRow);
        to.Bytes(part.Rows);
    });
}
