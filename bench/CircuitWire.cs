using System.Buffers.Binary;
using System.Text;

namespace WriteOff.Bench;

/// <summary>What a circuit and its browser say to each other: MessagePack arrays, each behind its length ("blazorpack").</summary>
internal static class CircuitWire
{
    /// <summary>A call without an answer, or with one under an id.</summary>
    public static ReadOnlyMemory<byte> Call(string? id, string method, params object?[] arguments)
    {
        List<byte> body = [];
        Write(body, (object?[])[1L, NoHeaders, id, method, arguments]);
        return Framed([.. body]);
    }

    public static ReadOnlyMemory<byte> Ping { get; } = Framed([0x91, 6]);

    /// <summary>Takes whole messages off the front of what came.</summary>
    public static IEnumerable<(object?[] Message, int Bytes)> Messages(ReadOnlyMemory<byte> data)
    {
        while (data.Length > 0)
        {
            var (length, head) = Length(data.Span);
            var at = 0;
            yield return ((object?[])Read(data.Slice(head, length), ref at)!, head + length);
            data = data[(head + length)..];
        }
    }

    private static readonly object NoHeaders = new();

    private static byte[] Framed(ReadOnlySpan<byte> body)
    {
        List<byte> framed = [];
        var left = (uint)body.Length;
        for (; left >= 0x80; left >>= 7) framed.Add((byte)(left | 0x80));
        framed.Add((byte)left);
        return [.. framed, .. body];
    }

    private static (int Length, int Head) Length(ReadOnlySpan<byte> data)
    {
        var (length, head) = (0, 0);
        do length |= (data[head] & 0x7F) << (7 * head);
        while ((data[head++] & 0x80) != 0);
        return (length, head);
    }

    private static void Write(List<byte> to, object? value)
    {
        switch (value)
        {
            case null: to.Add(0xC0); break;
            case bool yes: to.Add(yes ? (byte)0xC3 : (byte)0xC2); break;
            case long number:
                Span<byte> eight = stackalloc byte[9];
                eight[0] = 0xD3;
                BinaryPrimitives.WriteInt64BigEndian(eight[1..], number);
                to.AddRange(eight);
                break;
            case string text:
                var bytes = Encoding.UTF8.GetBytes(text);
                Span<byte> head = stackalloc byte[5];
                head[0] = 0xDB;
                BinaryPrimitives.WriteInt32BigEndian(head[1..], bytes.Length);
                to.AddRange(head);
                to.AddRange(bytes);
                break;
            case object?[] items:
                to.Add((byte)(0x90 | items.Length));
                foreach (var item in items) Write(to, item);
                break;
            default: to.Add(0x80); break; // An empty map.
        }
    }

    private static object? Read(ReadOnlyMemory<byte> data, ref int at)
    {
        var code = data.Span[at++];
        return code switch
        {
            < 0x80 => (long)code,
            < 0x90 => Map(data, ref at, code & 0xF),
            < 0xA0 => Items(data, ref at, code & 0xF),
            < 0xC0 => Text(data, ref at, code & 0x1F),
            0xC0 => null,
            0xC2 => false,
            0xC3 => true,
            0xC4 or 0xC5 or 0xC6 => Bytes(data, ref at, (int)Number(data, ref at, 1 << (code - 0xC4))),
            >= 0xCC and <= 0xCF => Number(data, ref at, 1 << (code - 0xCC)),
            >= 0xD0 and <= 0xD3 => Signed(Number(data, ref at, 1 << (code - 0xD0)), 1 << (code - 0xD0)),
            0xD9 or 0xDA or 0xDB => Text(data, ref at, (int)Number(data, ref at, 1 << (code - 0xD9))),
            0xDC or 0xDD => Items(data, ref at, (int)Number(data, ref at, 2 << (code - 0xDC))),
            0xDE or 0xDF => Map(data, ref at, (int)Number(data, ref at, 2 << (code - 0xDE))),
            >= 0xE0 => (long)(sbyte)code,
            _ => throw new NotSupportedException($"MessagePack 0x{code:X2}"),
        };
    }

    private static long Number(ReadOnlyMemory<byte> data, ref int at, int size)
    {
        ulong number = 0;
        foreach (var one in data.Span.Slice(at, size)) number = (number << 8) | one;
        at += size;
        return (long)number;
    }

    private static long Signed(long number, int size) => number << (64 - (8 * size)) >> (64 - (8 * size));

    private static string Text(ReadOnlyMemory<byte> data, ref int at, int length) => Encoding.UTF8.GetString(Bytes(data, ref at, length).Span);

    private static ReadOnlyMemory<byte> Bytes(ReadOnlyMemory<byte> data, ref int at, int length)
    {
        at += length;
        return data.Slice(at - length, length);
    }

    private static object?[] Items(ReadOnlyMemory<byte> data, ref int at, int count)
    {
        var items = new object?[count];
        for (var n = 0; n < count; n++) items[n] = Read(data, ref at);
        return items;
    }

    private static object? Map(ReadOnlyMemory<byte> data, ref int at, int count)
    {
        for (var n = 0; n < 2 * count; n++) Read(data, ref at);
        return NoHeaders;
    }
}
