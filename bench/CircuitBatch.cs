using System.Buffers.Binary;
using System.Text;

namespace WriteOff.Bench;

/// <summary>One render batch: how many components it drew and what can be clicked in what it added.</summary>
internal sealed class CircuitBatch
{
    private const int FrameSize = 20;
    private const int Element = 1, Attribute = 3;
    private readonly ReadOnlyMemory<byte> _data;

    public CircuitBatch(ReadOnlyMemory<byte> data) => _data = data;

    public int Bytes => _data.Length;

    /// <summary>Components rendered, those whose output stayed the same among them.</summary>
    public int Components => Int(Int(_data.Length - 20));

    /// <summary>The ids of the components that were rendered and how many edits each has.</summary>
    public IEnumerable<(int Id, int Edits)> Drawn
    {
        get
        {
            var table = Int(_data.Length - 20);
            for (var n = 0; n < Int(table); n++)
            {
                var at = Int(table + 4 + (4 * n));
                yield return (Int(at), Int(at + 4));
            }
        }
    }

    /// <summary>Elements with their attributes, and attributes set anew on an element that was there (its name is empty).</summary>
    public IEnumerable<(string Name, Dictionary<string, (string? Value, long Handler)> Attributes)> Elements()
    {
        var frames = Int(_data.Length - 16);
        var count = Int(frames);
        for (var n = 0; n < count; n++)
        {
            var at = frames + 4 + (FrameSize * n);
            var type = Int(at);
            if (type is not (Element or Attribute)) continue;
            var name = type == Element ? Text(Int(at + 8)) ?? "" : "";
            if (type == Attribute) n--;
            Dictionary<string, (string?, long)> attributes = new(StringComparer.Ordinal);
            while (n + 1 < count && Int(frames + 4 + (FrameSize * (n + 1))) == Attribute)
            {
                n++;
                at = frames + 4 + (FrameSize * n);
                attributes[Text(Int(at + 4)) ?? ""] = (Text(Int(at + 8)), BinaryPrimitives.ReadInt64LittleEndian(_data.Span[(at + 12)..]));
            }

            yield return (name, attributes);
        }
    }

    private int Int(int at) => BinaryPrimitives.ReadInt32LittleEndian(_data.Span[at..]);

    private string? Text(int index)
    {
        if (index < 0) return null;
        var at = Int(Int(_data.Length - 4) + (4 * index));
        var (length, shift) = (0, 0);
        byte one;
        do
        {
            one = _data.Span[at++];
            length |= (one & 0x7F) << shift;
            shift += 7;
        }
        while ((one & 0x80) != 0);
        return Encoding.UTF8.GetString(_data.Span.Slice(at, length));
    }
}
