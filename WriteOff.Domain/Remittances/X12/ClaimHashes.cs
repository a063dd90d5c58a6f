using System.Buffers;

namespace WriteOff.Domain.Remittances.X12;

/// <summary>Eight bytes for each claim of a transaction: enough to find the few that may be there twice, little enough for a million.</summary>
internal sealed class ClaimHashes : IDisposable
{
    private ulong[] _hashes = [];
    private int _count;

    public void Add(ulong hash)
    {
        if (_count == _hashes.Length)
        {
            var larger = ArrayPool<ulong>.Shared.Rent(Math.Max(1024, _count * 2));
            _hashes.AsSpan(0, _count).CopyTo(larger);
            Dispose();
            _hashes = larger;
        }
        _hashes[_count++] = hash;
    }

    public void Clear() => _count = 0;

    /// <summary>The hashes that more than one claim has.</summary>
    public HashSet<ulong> Shared()
    {
        HashSet<ulong> shared = [];
        var all = _hashes.AsSpan(0, _count);
        all.Sort();
        for (var i = 1; i < all.Length; i++)
        {
            if (all[i] == all[i - 1]) shared.Add(all[i]);
        }
        return shared;
    }

    public void Dispose()
    {
        if (_hashes.Length > 0) ArrayPool<ulong>.Shared.Return(_hashes);
        _hashes = [];
    }
}
