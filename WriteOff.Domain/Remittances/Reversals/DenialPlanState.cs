using WriteOff.Domain.Denials;

namespace WriteOff.Domain.Remittances.Reversals;

/// <summary>A denial while a plan is being made.</summary>
internal sealed class DenialPlanState(DenialSnapshot stand)
{
    public DenialSnapshot Stand { get; } = stand;

    public long Balance { get; set; } = stand.BalanceCents;

    /// <summary>Write-offs taken back, in cents.</summary>
    public long Undone { get; set; }

    /// <summary>The payment that took it back.</summary>
    public long? TakenBackBy { get; set; }

    public Resolution? Resolution { get; set; }

    /// <summary>A next payer's correction settled it.</summary>
    public bool IsSettled { get; set; }

    /// <summary>Sent again, the payer said the same: it stands, with one more determination.</summary>
    public bool IsRepeated { get; set; }

    /// <summary>It stands open, or the plan opened it again.</summary>
    public bool CanSettle => TakenBackBy is null && Balance > 0 && (Stand.Status is not (DenialStatus.WrittenOff or DenialStatus.Resolved) || Balance > Stand.BalanceCents);

    /// <summary>Money outweighs a new denial, and that outweighs being taken back alone.</summary>
    public void Conclude(Resolution by)
    {
        var before = Resolution ?? Stand.Resolution;
        Resolution = before is Denials.Resolution.Paid || by is Denials.Resolution.Paid ? Denials.Resolution.Paid
            : before is Denials.Resolution.Superseded || by is Denials.Resolution.Superseded ? Denials.Resolution.Superseded : Denials.Resolution.Reversed;
    }

    public DenialOutcome Outcome()
    {
        var (before, after, resolution) = (Stand.Id < 0 ? DenialStatus.Open : Stand.Status, Stand.Status, Stand.Resolution);
        if (TakenBackBy is not null || (IsSettled && Balance == 0)) (after, resolution) = (DenialStatus.Resolved, Resolution);
        else if (Stand.Status is DenialStatus.Resolved or DenialStatus.WrittenOff && Balance > 0) (after, resolution) = (DenialStatus.Open, null);
        else if (Stand.Status == DenialStatus.Resolved) resolution = Resolution ?? Stand.Resolution;
        return new DenialOutcome(Stand.Id, before, after, Stand.Resolution, resolution, Stand.BalanceCents, Balance, Undone, TakenBackBy);
    }
}
