using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.WriteOffs;

/// <summary>Whether a write-off goes to a supervisor, and why, in a sentence.</summary>
public sealed record GateVerdict(bool IsGated, string Sentence);

/// <summary>The gate, pure: the tenant's mode, bent by reasons that always or never go to a supervisor.</summary>
public static class Gate
{
    /// <summary>Judges a write-off of <paramref name="total"/> on a claim that already has <paramref name="committed"/> live and pending.</summary>
    public static GateVerdict Judge(TenantPolicy policy, IReadOnlyCollection<WriteOffReason> reasons, Money total, Money committed)
    {
        ArgumentNullException.ThrowIfNull(policy);
        if (reasons.FirstOrDefault(r => r.Gate == ReasonGate.Always) is { } always)
            return new GateVerdict(true, $"The reason {always.Label} always goes to a supervisor.");
        if (reasons.Count > 0 && reasons.All(r => r.Gate == ReasonGate.Never))
            return new GateVerdict(false, "This reason never goes to a supervisor.");
        var running = total + committed;
        return policy.Gate switch
        {
            GateMode.Off => new GateVerdict(false, "Posts at once."),
            GateMode.Always => new GateVerdict(true, "Every write-off goes to a supervisor here."),
            GateMode.AboveAmount when running > policy.GateAbove => new GateVerdict(true, Over(running, committed, policy.GateAbove)),
            GateMode.AboveAmount => new GateVerdict(false, $"Posts at once: {running} on this claim is not over {policy.GateAbove}."),
        };
    }

    private static string Over(Money running, Money committed, Money limit) => committed.IsPositive
        ? $"{running} on this claim, with {committed} already written off or pending, is over {limit}."
        : $"{running} is over {limit}.";
}
