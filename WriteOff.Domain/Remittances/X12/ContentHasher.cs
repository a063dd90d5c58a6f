using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace WriteOff.Domain.Remittances.X12;

/// <summary>Hashes what a transaction says, not how it is wrapped: the same claims with other delimiters or line breaks have the same hash.</summary>
/// <remarks>
/// Each claim (or PLB) is folded into 128 bits at memory speed, and SHA-256 runs over those. It knows a resend from another remittance; it
/// is no seal against a forger, who could as well write a remittance that is new.
/// </remarks>
internal sealed class ContentHasher : IDisposable
{
    private const byte ElementMark = 0x1D;
    private const byte ComponentMark = 0x1F;
    private const int DigestBytes = 16;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _waiting = new byte[1024 * DigestBytes];
    private byte[] _translated = [];
    private int _filled;
    private Fold _current;

    /// <summary>Starts the next claim or PLB.</summary>
    /// <returns>The first half of the digest of the one before.</returns>
    public ulong Begin()
    {
        var digest = _current;
        _current = Fold.Start;
        if (digest.IsBlank) return 0;
        if (_filled == _waiting.Length) Flush();
        BinaryPrimitives.WriteUInt64LittleEndian(_waiting.AsSpan(_filled), digest.Low);
        BinaryPrimitives.WriteUInt64LittleEndian(_waiting.AsSpan(_filled + 8), digest.High);
        _filled += DigestBytes;
        return digest.Low;
    }

    /// <summary>Takes in a segment.</summary>
    public void Add(ReadOnlySpan<byte> segment, Delimiters delimiters) =>
        _current.Add(delimiters is { Element: (byte)'*', Component: (byte)':' } ? segment : Translate(segment, delimiters));

    /// <summary>The hash of all since the last call, in hexadecimal.</summary>
    public string Finish()
    {
        Begin();
        Flush();
        _current = default;
        return Convert.ToHexString(_hash.GetHashAndReset());
    }

    public void Dispose() => _hash.Dispose();

    private ReadOnlySpan<byte> Translate(ReadOnlySpan<byte> segment, Delimiters delimiters)
    {
        if (_translated.Length < segment.Length) _translated = new byte[Math.Max(1024, segment.Length * 2)];
        for (var i = 0; i < segment.Length; i++)
        {
            var b = segment[i];
            _translated[i] = b == delimiters.Element ? (byte)'*' : b == delimiters.Component && delimiters.Component != 0 ? (byte)':' : b switch
            {
                // A star or colon that is data here must not look like a delimiter.
                (byte)'*' => ElementMark,
                (byte)':' => ComponentMark,
                _ => b,
            };
        }
        return _translated.AsSpan(0, segment.Length);
    }

    private void Flush()
    {
        _hash.AppendData(_waiting, 0, _filled);
        _filled = 0;
    }

    /// <summary>128 bits of a run of segments.</summary>
    internal struct Fold
    {
        private const ulong Odd = 0xE7037ED1A0B428DBUL;

        public static Fold Start => new() { Low = 0x2545F4914F6CDD1DUL, High = 0xA0761D6478BD642FUL };

        public ulong Low { get; private set; }

        public ulong High { get; private set; }

        public readonly bool IsBlank => Low == 0 && High == 0;

        public void Add(ReadOnlySpan<byte> segment)
        {
            var (low, high) = (Low ^ (ulong)segment.Length, High);
            var tail = Tail(segment);
            for (; segment.Length >= 8; segment = segment[8..]) Mix(ref low, ref high, BinaryPrimitives.ReadUInt64LittleEndian(segment));
            Mix(ref low, ref high, tail);
            (Low, High) = (low, high);
        }

        /// <summary>The up to seven bytes behind the last whole word, the first lowest.</summary>
        private static ulong Tail(ReadOnlySpan<byte> segment)
        {
            var count = segment.Length & 7;
            if (count == 0) return 0;
            if (segment.Length >= 8) return BinaryPrimitives.ReadUInt64LittleEndian(segment[^8..]) >> (64 - (8 * count));
            ulong tail = 0;
            for (var i = 0; i < segment.Length; i++) tail |= (ulong)segment[i] << (8 * i);
            return tail;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Mix(ref ulong low, ref ulong high, ulong word)
        {
            var carry = Math.BigMul(low ^ word, Odd, out var product);
            // The high half keeps what the low half forgets; both depend on every word before.
            (low, high) = (product ^ high ^ word, carry + ulong.RotateLeft(high, 29) + word);
        }
    }
}
