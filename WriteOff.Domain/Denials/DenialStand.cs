using System.Runtime.InteropServices;

namespace WriteOff.Domain.Denials;

/// <summary>All that acts change of a denial: a row that was read is compared with how it stood, and written where it differs.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DenialStand(
    DenialStatus Status, long BalanceCents, long ReservedCents, long DeniedCents, long TakenBackCents, Resolution? Resolution, Guid? AssigneeId, bool IsFlagged, DateOnly AppealBy, DateOnly? Returned)
{
    public static DenialStand Of(Denial denial) => new(
        denial.Status, denial.BalanceCents, denial.ReservedCents, denial.DeniedCents, denial.TakenBackCents, denial.Resolution, denial.AssigneeId, denial.IsFlagged, denial.AppealBy, denial.ReturnedFromCollectionsOn);

    /// <summary>Nothing but status, balance and what is reserved differs.</summary>
    public bool DiffersInMoneyAlone(DenialStand other) => this with { Status = other.Status, BalanceCents = other.BalanceCents, ReservedCents = other.ReservedCents } == other;
}
