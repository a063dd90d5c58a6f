using System.Buffers.Binary;
using System.Security.Cryptography;

namespace WriteOff.Domain.Remittances.X12;

/// <summary>Hashes what a transaction says, not how it is wrapped: the same claims with other delimiters or line breaks have the same hash.</summary>
internal sealed class ContentHasher : IDisposable
{
    private const byte ElementMark = 0x1D;
    private const byte ComponentMark = 0x1F;
    private const byte SegmentMark = 0x1C;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _waiting = new byte[32 * 1024];
    private int _filled;

    /// <summary>Takes in a segment.</summary>
    public void Add(ReadOnlySpan<byte> segment, Delimiters delimiters)
    {
        if (segment.Length >= _waiting.Length - _filled) Flush();
        if (segment.Length >= _waiting.Length)
        {
            _hash.AppendData(segment);
            segment = default;
        }
        var room = _waiting.AsSpan(_filled, segment.Length);
        if (delimiters is { Element: (byte)'*', Component: (byte)':' }) segment.CopyTo(room);
        else Translate(segment, room, delimiters);
        _filled += segment.Length;
        _waiting[_filled++] = SegmentMark;
    }

    /// <summary>The hash of all since the last call, in hexadecimal.</summary>
    public string Finish()
    {
        Flush();
        return Convert.ToHexString(_hash.GetHashAndReset());
    }

    public void Dispose() => _hash.Dispose();

    /// <summary>Mixes a segment into a 64-bit hash, to find claims that may be the same; equality is then proven with SHA-256.</summary>
    public static ulong Mix(ulong seed, ReadOnlySpan<byte> segment)
    {
        var state = seed ^ ((ulong)segment.Length * 0x9E3779B97F4A7C15UL);
        for (; segment.Length >= 8; segment = segment[8..]) state = Fold(state ^ BinaryPrimitives.ReadUInt64LittleEndian(segment));
        ulong tail = 0;
        for (var i = 0; i < segment.Length; i++) tail |= (ulong)segment[i] << (8 * i);
        return Fold(state ^ tail ^ 0xA0761D6478BD642FUL);
    }

    private static ulong Fold(ulong value)
    {
        var high = Math.BigMul(value, 0xE7037ED1A0B428DBUL, out var low);
        return high ^ low ^ value;
    }

    private static void Translate(ReadOnlySpan<byte> segment, Span<byte> room, Delimiters delimiters)
    {
        for (var i = 0; i < segment.Length; i++)
        {
            var b = segment[i];
            room[i] = b == delimiters.Element ? (byte)'*' : b == delimiters.Component && delimiters.Component != 0 ? (byte)':' : b switch
            {
                // A star or colon that is data here must not look like a delimiter.
                (byte)'*' => ElementMark,
                (byte)':' => ComponentMark,
                _ => b,
            };
        }
    }

    private void Flush()
    {
        _hash.AppendData(_waiting, 0, _filled);
        _filled = 0;
    }
}
