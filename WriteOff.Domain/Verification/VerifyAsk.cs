namespace WriteOff.Domain.Verification;

/// <summary>What to verify.</summary>
/// <param name="TenantId">One tenant; null: all of them.</param>
/// <param name="Checkpoint">Where the chains ended once; null: nothing is known.</param>
/// <param name="Progress">Told on the verifying thread, often; must return at once.</param>
public sealed record VerifyAsk(int? TenantId = null, ChainCheckpoint? Checkpoint = null, Action<VerifyProgress>? Progress = null);

/// <summary>How far a verification is: first the invariants one by one, then the chain row by row.</summary>
/// <param name="Rows">Audit rows walked; of how many is known once the walk begins.</param>
public readonly record struct VerifyProgress(int Invariants, int AllInvariants, long Rows, long AllRows);

/// <summary>What was found, and where the chains end now.</summary>
/// <param name="Ends">For the next checkpoint; worth keeping only when everything holds.</param>
public sealed record VerifyOutcome(IReadOnlyList<InvariantResult> Results, ChainCheckpoint Ends)
{
    /// <summary>True when nothing is broken.</summary>
    public bool Holds => Results.All(r => r.Holds);
}
