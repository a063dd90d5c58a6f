using System.Buffers.Binary;

namespace WriteOff.Domain.WriteOffs.Mass;

/// <summary>A row of a run as the preview saw it: a denial and its version then. A request for it can't be decided or made without raising that version.</summary>
public readonly record struct FrozenRow(long Id, long Version);

/// <summary>The frozen set of a run: 16 bytes a row in memory, in the browser's circuit never.</summary>
public sealed class FrozenRows(int capacity)
{
    /// <summary>Rows of one stored part.</summary>
    public const int PerPart = 2_000;

    private const int RowBytes = 16;
    private readonly List<FrozenRow> _rows = new(capacity);

    public int Count => _rows.Count;

    public FrozenRow this[int at] => _rows[at];

    internal void Add(FrozenRow row) => _rows.Add(row);

    /// <summary>The version that the row was judged at.</summary>
    internal void See(int at, long version) => _rows[at] = _rows[at] with { Version = version };

    /// <summary>Ids of a chunk.</summary>
    internal List<long> Ids(int from, int count) => _rows.GetRange(from, count).ConvertAll(r => r.Id);

    /// <summary>The stored form: id and version, little-endian, row after row.</summary>
    internal IEnumerable<MassRunPart> ToParts(int tenantId, int runNumber)
    {
        for (var first = 0; first < _rows.Count; first += PerPart)
        {
            var count = Math.Min(PerPart, _rows.Count - first);
            var bytes = new byte[count * RowBytes];
            for (var n = 0; n < count; n++)
            {
                BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(n * RowBytes), _rows[first + n].Id);
                BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan((n * RowBytes) + 8), _rows[first + n].Version);
            }

            yield return new MassRunPart(tenantId, runNumber, first, bytes);
        }
    }

    /// <summary>Reads rows of the set back from the parts that hold them.</summary>
    internal static List<FrozenRow> Read(IEnumerable<MassRunPart> parts, int from, int count)
    {
        List<FrozenRow> rows = new(count);
        foreach (var part in parts.OrderBy(p => p.FirstRow))
        {
            for (var n = Math.Max(0, from - part.FirstRow); n < part.Rows.Length / RowBytes && rows.Count < count; n++)
            {
                var row = part.Rows.AsSpan(n * RowBytes, RowBytes);
                rows.Add(new FrozenRow(BinaryPrimitives.ReadInt64LittleEndian(row), BinaryPrimitives.ReadInt64LittleEndian(row[8..])));
            }
        }

        return rows;
    }
}
