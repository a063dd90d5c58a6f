using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence.Bulk;

namespace WriteOff.Domain.Receivables.Opening;

/// <summary>Who gets a denial.</summary>
/// <param name="Version">The version that was read.</param>
internal readonly record struct DenialAssignment(long Id, long Version, DenialStatus Status, Guid Assignee);

/// <summary>How a later file assigns denials in bulk.</summary>
internal static class OpeningShapes
{
    public static UpdateShape<DenialAssignment> Assignments { get; } = new("denial", ["status", "assignee_id"], (assignment, to) =>
    {
        to.Number((int)assignment.Status);
        to.Person(assignment.Assignee);
        to.Number(assignment.Id);
        to.Number(assignment.Version);
    });
}
