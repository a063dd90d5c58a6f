using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Remittances.X12;

/// <summary>Streams an X12 835 file: one transaction at a time, and within it one claim at a time. No database, flat memory, no exceptions for bad input.</summary>
/// <remarks>
/// Two passes over each transaction, because posting needs its balance and its SE before the first claim:
/// <code>
/// using var reader = new RemittanceReader(stream);
/// while (reader.Survey())                       // reads reader.Transaction through: totals, hash, findings
/// {
///     if (HoldRules.ForTransaction(reader.Transaction!, payees) is { } hold) continue;
///     reader.Rewind();
///     while (reader.ReadClaim()) Post(reader.Claim);
/// }
/// if (reader.Refusal is { } refusal) …           // the rest of the file could not be read
/// </code>
/// The stream stays the caller's. Not thread safe.
/// </remarks>
public sealed partial class RemittanceReader : IDisposable
{
    private readonly SegmentReader _segments;
    private readonly CodeInterner _codes = new();
    private readonly ContentHasher _hasher = new();
    private readonly bool _keepEnvelopes;
    private readonly List<Interchange> _interchanges = [];
    private readonly ClaimHashes _claimHashes = new();
    private SegmentReader.Place _start;
    private RemittanceTransaction? _open;
    private Interchange _interchange = new();
    private FunctionalGroup? _group;
    private uint _name;
    private bool _isPending;
    private bool _isClaimOpen;
    private bool _isReplay;
    private int _transactions;

    /// <summary>Reads from the beginning of a seekable stream.</summary>
    public RemittanceReader(Stream stream) : this(stream, keepEnvelopes: false)
    {
    }

    internal RemittanceReader(Stream stream, bool keepEnvelopes) => (_segments, _keepEnvelopes) = (new SegmentReader(stream), keepEnvelopes);

    /// <summary>The transaction found last; null before the first.</summary>
    public RemittanceTransaction? Transaction { get; private set; }

    /// <summary>The claim read last. The same object each time: see <see cref="ClaimPayment.Copy"/>.</summary>
    public ClaimPayment Claim { get; } = new();

    /// <summary>Findings about envelopes and the file; those of transactions and claims are with them.</summary>
    public FindingList Findings { get; } = new();

    /// <summary>Why the file could not be read to its end; null when it could.</summary>
    public Refusal? Refusal { get; private set; }

    /// <summary>Segments read, blank ones not counted.</summary>
    public long SegmentCount => _segments.SegmentNumber;

    internal IReadOnlyList<Interchange> Interchanges => _interchanges;

    internal SegmentReader Segments => _segments;

    /// <summary>Goes to the next transaction and reads it through without building claims: afterwards <see cref="Transaction"/> is complete.</summary>
    /// <returns>False at the end of the file or when it is refused.</returns>
    public bool Survey()
    {
        if (!Open()) return false;
        var inClaim = false;
        var claimBytes = 0;
        Step step;
        while ((step = Advance()) != Step.End)
        {
            if (step is Step.Claim or Step.ProviderAdjustment)
            {
                var digest = _hasher.Begin();
                if (inClaim) _claimHashes.Add(digest);
                inClaim = step == Step.Claim;
                if (inClaim) CountClaim();
                claimBytes = 0;
            }
            // Refused here already: nothing of a transaction may post when one of its claims cannot be read.
            claimBytes += _segments.Segment.Length + 1;
            if (step == Step.Detail && claimBytes > ClaimPayment.LongestText)
            {
                RefuseLongClaim();
                EndTransaction(Transaction!);
                break;
            }
            if (step is Step.Claim or Step.Detail or Step.ProviderAdjustment) _hasher.Add(_segments.Segment, _segments.Delimiters);
        }
        if (inClaim) _claimHashes.Add(_hasher.Begin());
        Transaction!.ContentHash = _hasher.Finish();
        Transaction.SharedClaimHashes = _claimHashes.Shared();
        return true;
    }

    /// <summary>Goes to the next transaction, reading only as far as its first claim: its totals grow with <see cref="ReadClaim"/>.</summary>
    public bool Read()
    {
        if (!Open()) return false;
        Step step;
        while ((step = Advance()) != Step.End)
        {
            if (step == Step.Claim)
            {
                _isPending = true;
                break;
            }
        }
        return true;
    }

    /// <summary>Goes back to the first claim of the transaction just surveyed.</summary>
    public void Rewind()
    {
        if (Transaction is not { IsComplete: true } surveyed) throw new InvalidOperationException("Rewind comes after Survey.");
        _segments.Return(_start);
        _segments.Read();
        Refusal = null;
        _isPending = _isClaimOpen = false;
        _isReplay = true;
        _open = new RemittanceTransaction { Interchange = surveyed.Interchange, Group = surveyed.Group };
        _open.SegmentCount = 1;
    }

    /// <summary>Reads the next claim of the transaction into <see cref="Claim"/>.</summary>
    /// <returns>False when the transaction has no more claims.</returns>
    public bool ReadClaim()
    {
        if (_open is null) return false;
        Step step;
        while ((step = Advance()) != Step.Claim)
        {
            if (step == Step.End) return false;
        }
        Claim.Begin(_segments, _codes, _open.ClaimCount);
        CountClaim();
        while ((step = Advance()) is Step.Detail or Step.None)
        {
            if (step == Step.None || Claim.Add(_segments, _codes, _name)) continue;
            RefuseLongClaim();
            return false;
        }
        // The CLP that ended the claim is looked at again by the next call.
        if (step == Step.Claim) _isPending = true;
        if (!BalanceRules.LinesAddUp(Claim)) Claim.Findings.Add(FindingWords.LinesDoNotAddUp(Claim.Segment));
        return true;
    }

    public void Dispose()
    {
        _segments.Dispose();
        _hasher.Dispose();
    }

    private void CountClaim()
    {
        _open!.ClaimCount++;
        var elements = _segments.Elements();
        var paid = elements[4];
        _open.Totals.AddPaid(Amount.Read(elements, paid), elements.Of(paid));
    }

    private void RefuseLongClaim() => Refuse(new Refusal("CLAIM_TOO_LONG", "A claim is longer than 8 MB.",
        "This is not an X12 remittance, or a part of it was overwritten: ask the sender for the file again."));

    private void Refuse(Refusal refusal)
    {
        Refusal = refusal;
        if (!_isReplay) Findings.Add(FindingWords.Refused(_segments.SegmentNumber, refusal.Code, refusal.Sentence, refusal.Step));
        _open = null;
    }
}
