using System.Security.Cryptography;

namespace WriteOff.Domain.Remittances.X12;

/// <summary>Finds claim payments that are in one transaction twice, identical to the last byte. Ask it for each claim, in order.</summary>
/// <remarks>
/// What repeats and is right: a split claim (same CLP01, another CLP07), a reversal and its correction (same CLP01, another CLP02 and
/// amounts), and a payment that was taken back and paid again unchanged: between the two identical ones stands the reversal. The first of
/// identical claims posts, the others are held. Memory: only claims whose hash occurs twice are remembered.
/// </remarks>
public sealed class RepeatedClaims
{
    private readonly HashSet<ulong> _shared;
    private readonly Dictionary<string, string> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(string Content, bool IsReversal)>> _byNumber = new(StringComparer.Ordinal);

    /// <summary>For one surveyed transaction.</summary>
    public RepeatedClaims(RemittanceTransaction transaction)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        _shared = transaction.SharedClaimHashes;
    }

    /// <summary>For claims that were read before: the hashes that more than one of them has.</summary>
    internal RepeatedClaims(HashSet<ulong> shared) => _shared = shared;

    /// <summary>True when this claim stood in the transaction before and nothing between undid it: hold it as <see cref="HoldWord.RepeatedClaim"/>.</summary>
    public bool IsRepeated(ClaimPayment claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        if (_shared.Count == 0) return false;
        var number = claim.PatientControlNumber;
        ForgetUndone(number, claim.IsReversal);
        if (!_shared.Contains(claim.QuickHash())) return false;
        var content = Convert.ToHexString(SHA256.HashData(claim.Bytes));
        if (!_seen.TryAdd(content, number)) return true;
        if (!_byNumber.TryGetValue(number, out var same)) _byNumber[number] = same = [];
        same.Add((content, claim.IsReversal));
        return false;
    }

    private void ForgetUndone(string number, bool isReversal)
    {
        if (!_byNumber.TryGetValue(number, out var same)) return;
        foreach (var (content, wasReversal) in same)
        {
            if (wasReversal != isReversal) _seen.Remove(content);
        }
        same.RemoveAll(earlier => earlier.IsReversal != isReversal);
    }
}
