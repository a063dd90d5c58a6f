using WriteOff.Domain.Persistence;

namespace WriteOff.Domain.WriteOffs.Mass;

/// <summary>What became of one row of a run. The numbers are stored: never renumber.</summary>
public enum RowOutcomeKind
{
    /// <summary>Done: written off, taken back, approved, or rejected.</summary>
    Posted = 1,
    /// <summary>Went to a supervisor.</summary>
    Pending,
    /// <summary>The rules refused it; the cause says why.</summary>
    Skipped,
    /// <summary>The rules allowed it and the records did not take it.</summary>
    Failed,
}

/// <summary>The outcome of one row of a run: exactly one per row of the frozen set, never changed.</summary>
public sealed record MassRunRow(int TenantId, int RunNumber, long DenialId, RowOutcomeKind Outcome, string Cause, long AmountCents, long? RequestId) : ITenantOwned;

/// <summary>A part of a run's frozen set: ids and the versions that the preview saw, 16 bytes a row.</summary>
public sealed record MassRunPart(int TenantId, int RunNumber, int FirstRow, byte[] Rows) : ITenantOwned;
