using System.Security.Cryptography;

namespace WriteOff.Domain.Shared;

/// <summary>Makes the keys of all rows: positive, rising <see cref="long"/>s of 41 bits of milliseconds since 2024, 10 bits of node and 12 bits of counter.</summary>
/// <remarks>
/// Made by the client, so a row knows its key before the database sees it and nothing reads an identity back; a number, because
/// SQL Server and SQLite order GUIDs differently and keyset paging needs one order. Two nodes that drew the same node number
/// could at worst make the same key in the same millisecond: the primary key refuses the second row, nothing is overwritten.
/// </remarks>
public sealed class Keys(TimeProvider clock, int? node = null)
{
    private const long Epoch = 1_704_067_200_000; // 2024-01-01T00:00:00Z
    private readonly long _node = (node ?? RandomNumberGenerator.GetInt32(1024)) & 1023;
    private long _last;

    /// <summary>The smallest key that could be made at an instant: rows made since then have this one or a larger one.</summary>
    public static long FloorAt(DateTimeOffset instant) => Math.Max(0, instant.ToUnixTimeMilliseconds() - Epoch) << 22;

    /// <summary>The next key. Safe to call from several threads; runs ahead of the clock rather than repeat.</summary>
    public long Next()
    {
        while (true)
        {
            var last = Volatile.Read(ref _last);
            var now = (clock.GetUtcNow().ToUnixTimeMilliseconds() - Epoch) << 12;
            var next = Math.Max(now, last + 1);
            if (Interlocked.CompareExchange(ref _last, next, last) == last)
                return ((next >> 12) << 22) | (_node << 12) | (next & 4095);
        }
    }

    /// <summary>So many bytes that nobody guesses.</summary>
    public static byte[] Secret(int bytes) => RandomNumberGenerator.GetBytes(bytes);

    /// <summary>An id that no one else makes and no one guesses: the next key, and 64 bits of chance.</summary>
    public Guid NextId()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes, Next());
        return new Guid(bytes, bigEndian: true);
    }
}
