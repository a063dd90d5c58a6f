namespace WriteOff.Domain.Verification;

/// <summary>One invariant of the ledger, and what was found against it.</summary>
/// <param name="Name">Stable name, for tests, metrics and scripts.</param>
/// <param name="Sentence">What must hold.</param>
/// <param name="Broken">How many rows break it; 0: it holds.</param>
/// <param name="FirstKeys">The first of them, at most five: thing, tenant, key.</param>
public sealed record InvariantResult(string Name, string Sentence, long Broken, IReadOnlyList<string> FirstKeys)
{
    /// <summary>Most keys that a result names.</summary>
    public const int MostKeys = 5;

    /// <summary>True when nothing breaks it.</summary>
    public bool Holds => Broken == 0;
}
