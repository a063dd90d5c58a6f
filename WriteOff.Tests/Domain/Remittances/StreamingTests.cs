using System.Globalization;
using System.Text;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Domain.Shared;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Remittances;

/// <summary>Tests that measure the whole process run while no other does.</summary>
[CollectionDefinition(nameof(MeasuredAlone), DisableParallelization = true)]
public class MeasuredAlone;

/// <summary>A large file is read in flat memory; it is generated while it is read and never on disk.</summary>
[Collection(nameof(MeasuredAlone))]
public class StreamingTests(ITestOutputHelper output)
{
    private const int Megabyte = 1_000_000;
    private const long Flat = 12 * Megabyte;

    [Fact]
    public void Read_SixtyMegabytes_KeepsMemoryFlat() => ReadLarge(60);

    [Fact]
    public void Read_FiveHundredMegabytes_KeepsMemoryFlat()
    {
        Assert.SkipUnless(PropertyRuns.Long, "A long run: set WRITEOFF_LONG=1.");
        ReadLarge(500);
    }

    private void ReadLarge(int megabytes)
    {
        using var stream = new EndlessRemittance(megabytes * Megabyte);
        using var reader = new RemittanceReader(stream);
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = before;
        var allocated = GC.GetAllocatedBytesForCurrentThread();

        reader.Survey().Should().BeTrue();
        var atSurvey = GC.GetTotalMemory(forceFullCollection: true) - before;
        reader.Transaction!.ClaimCount.Should().Be(stream.ClaimCount);
        HoldRules.ForTransaction(reader.Transaction).Should().BeNull();
        var repeats = new RepeatedClaims(reader.Transaction);
        reader.Rewind();
        var claims = 0;
        while (reader.ReadClaim())
        {
            if (HoldRules.ForClaim(reader.Claim) is not null || repeats.IsRepeated(reader.Claim)) break;
            if (claims++ % 50_000 == 0) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
        }

        claims.Should().Be(stream.ClaimCount);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{stream.Length:N0} bytes, {claims:N0} claims: {atSurvey:N0} bytes more on the heap after the survey, at most {most - before:N0} while claims are read, {(double)allocated / stream.Length:0.000} bytes allocated per byte (the generating stream included)"));
        (most - before).Should().BeLessThan(Flat);
    }
}

/// <summary>A correct remittance of any size from one written block of claims, repeated with its own claim numbers.</summary>
internal sealed class EndlessRemittance : Stream
{
    private const int ClaimsPerBlock = 1000;
    private const string Mark = "########";
    private readonly byte[] _head;
    private readonly byte[] _block;
    private readonly byte[] _tail;
    private readonly int[] _marks;
    private readonly byte[] _current;
    private int _blockIndex = -1;
    private readonly int _blocks;

    public EndlessRemittance(long size)
    {
        using var memory = new MemoryStream();
        using (var writer = new RemittanceWriter(memory, new DateOnly(2026, 3, 2)))
        {
            writer.Write(new OutgoingRemittance { TraceNumber = "LARGE", PaymentDate = new DateOnly(2026, 3, 2), Claims = Enumerable.Range(0, ClaimsPerBlock).Select(Claim) });
        }
        var text = Encoding.Latin1.GetString(memory.ToArray());
        var first = text.IndexOf("CLP*", StringComparison.Ordinal);
        var last = text.IndexOf("SE*", first, StringComparison.Ordinal);
        var head = text[..first];
        var block = text[first..last];
        _blocks = (int)(size / block.Length) + 1;
        var segments = head.Split("ST*835")[1].Count(c => c == '~') + 1 + ((long)_blocks * block.Count(c => c == '~')) + 1;
        _head = Encoding.Latin1.GetBytes(head.Replace("BPR*I*45000*", FormattableString.Invariant($"BPR*I*{45_000L * _blocks}*"), StringComparison.Ordinal));
        _block = Encoding.Latin1.GetBytes(block);
        _current = (byte[])_block.Clone();
        var tail = text[last..];
        _tail = Encoding.Latin1.GetBytes(FormattableString.Invariant($"SE*{segments}*0001") + tail[tail.IndexOf('~', StringComparison.Ordinal)..]);
        _marks = [.. Enumerable.Range(0, block.Length - Mark.Length).Where(i => string.CompareOrdinal(block, i, Mark, 0, Mark.Length) == 0)];
        Length = _head.Length + ((long)_blocks * _block.Length) + _tail.Length;
    }

    public int ClaimCount => _blocks * ClaimsPerBlock;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position { get; set; }

    public override int Read(Span<byte> buffer)
    {
        var (source, at) = Position < _head.Length ? (_head, Position)
            : Position - _head.Length is var inside && inside < (long)_blocks * _block.Length ? (Block((int)(inside / _block.Length)), inside % _block.Length)
            : (_tail, inside - ((long)_blocks * _block.Length));
        var count = (int)Math.Min(buffer.Length, source.Length - at);
        source.AsSpan((int)at, count).CopyTo(buffer);
        Position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        SeekOrigin.End => Length + offset,
        _ => throw new ArgumentOutOfRangeException(nameof(origin)),
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private byte[] Block(int index)
    {
        if (_blockIndex == index) return _current;
        for (var i = 0; i < _marks.Length; i++) ((index * ClaimsPerBlock) + i).TryFormat(_current.AsSpan(_marks[i], Mark.Length), out _, "00000000", CultureInfo.InvariantCulture);
        _blockIndex = index;
        return _current;
    }

    private static OutgoingClaim Claim(int number) => new()
    {
        PatientControlNumber = "C" + Mark, PayerControlNumber = "ICN", PatientLastName = "SAMPLE", PatientFirstName = "PAT", MemberId = "M1",
        Lines =
        [
            new() { Code = "99213", Charge = new Money(10_000), ServiceDate = new DateOnly(2026, 1, 5), Adjustments = [new("CO", "45", new Money(4_000)), new("PR", "2", new Money(1_500))] },
            new() { Code = "85025", Charge = new Money(5_000), Adjustments = [new("CO", "197", new Money(5_000))] },
        ],
    };
}
