namespace WriteOff.Domain.Remittances.X12;

/// <summary>Eight bytes for each claim of the transaction being surveyed: enough to find the few that may be there twice, and let go afterwards.</summary>
internal sealed class ClaimHashes
{
    private const int Kept = 64 * 1024;
    private ulong[] _hashes = new ulong[1024];
    private int _count;

    public void Add(ulong hash)
    {
        // By half, not double: this is the only thing that grows with the number of claims.
        if (_count == _hashes.Length) Array.Resize(ref _hashes, _count + (_count / 2));
        _hashes[_count++] = hash;
    }

    /// <summary>The hashes that more than one claim has. Forgets all.</summary>
    public HashSet<ulong> Shared()
    {
        HashSet<ulong> shared = [];
        var all = _hashes.AsSpan(0, _count);
        all.Sort();
        for (var i = 1; i < all.Length; i++)
        {
            if (all[i] == all[i - 1]) shared.Add(all[i]);
        }
        _count = 0;
        if (_hashes.Length > Kept) _hashes = new ulong[1024];
        return shared;
    }
}
