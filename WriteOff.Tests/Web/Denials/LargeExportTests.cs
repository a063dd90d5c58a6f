using WriteOff.Tests.Domain.Remittances;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Web.Denials;

/// <summary>A large export leaves row by row. WRITEOFF_LONG=1 exports 100,000 rows.</summary>
[Collection(nameof(MeasuredAlone))]
public sealed class LargeExportTests(ITestOutputHelper output)
{
    private const long Flat = 12_000_000;

    private static readonly int Rows = PropertyRuns.Long ? 100_000 : 8_000;

    [Fact]
    public async Task Export_ManyRows_KeepsMemoryFlat()
    {
        var workbench = await TestWorkbench.OpenSqlite();
        await workbench.GivenManyDenials(Rows);
        foreach (var sheet in new[] { false, true })
        {
            await using var body = new Measured();
            (await ExportTests.Send(workbench, workbench.Clerk, "?sort=-balance", sheet, body)).StatusCode.Should().Be(200);
            output.WriteLine(FormattableString.Invariant($"{(sheet ? "XLSX" : "CSV")}: {body.Length:N0} bytes, at most {body.Most - body.First:N0} more on the heap"));
            body.Length.Should().BeGreaterThan(Rows * (sheet ? 20 : 80));
            (body.Most - body.First).Should().BeLessThan(Flat);
            if (!sheet) body.Lines.Should().Be(Rows + 2, "the first denial of all, the others, and the head");
        }
    }

    /// <summary>Takes what is sent, keeps nothing, and weighs the heap now and then.</summary>
    private sealed class Measured : Stream
    {
        private const int Each = 200_000;
        private long _length;
        private long _next;

        public long First { get; } = GC.GetTotalMemory(forceFullCollection: true);

        public long Most { get; private set; }

        public int Lines { get; private set; }

        public override long Length => _length;

        public override bool CanWrite => true;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override long Position { get => _length; set => throw new NotSupportedException(); }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            _length += buffer.Length;
            Lines += buffer.Count((byte)'\n');
            if (_length < _next) return;
            _next = _length + Each;
            Most = Math.Max(Most, GC.GetTotalMemory(forceFullCollection: true));
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Write(buffer.Span);
            return ValueTask.CompletedTask;
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
