using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.WriteOffs.Mass;

/// <summary>Judges the rows of a mass write-off one by one with the rules of the dialog; preview and run ask this same object.</summary>
/// <remarks>Rows come in claim order: what the run does to a claim counts for the claim's next denial, so that the gate sees the running total.</remarks>
internal sealed class RowDecider(WriteOffSetting setting, string reasonCode, string note, int runNumber)
{
    private long _claim;
    private Money _added = Money.Zero;

    /// <summary>The ask that a row stands for: its whole available balance, under one reason and one note.</summary>
    public WriteOffAsk AskFor(FrozenRow row, in DenialFacts facts) =>
        new(row.Id, row.Version, KeyOf(row.Id), [new WriteOffAskLine(reasonCode, facts.Available)], note) { IsMass = true };

    /// <summary>The facts with what the run already did to the claim.</summary>
    public WriteOffSubject Seen(in WriteOffSubject read)
    {
        if (_claim != read.ClaimId) (_claim, _added) = (read.ClaimId, Money.Zero);
        return _added == Money.Zero ? read : read with { Facts = read.Facts with { ClaimCommitted = read.Facts.ClaimCommitted + _added } };
    }

    /// <summary>Decides a row as <see cref="Seen"/>.</summary>
    public Outcome<WriteOffDecision> Decide(in WriteOffSubject seen, WriteOffAsk ask)
    {
        var decided = WriteOffRules.Decide(seen.Facts, ask, setting);
        if (decided.IsDone) _added += decided.Value.Total;
        return decided;
    }

    /// <summary>One key per row and run: the database itself refuses a second request for it. In the order of the rows, which an index likes.</summary>
    private Guid KeyOf(long denialId)
    {
        Span<byte> bytes = stackalloc byte[8];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes, denialId);
        return new Guid(runNumber, 0x4D52, unchecked((short)0x8000), bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], bytes[7]);
    }
}
