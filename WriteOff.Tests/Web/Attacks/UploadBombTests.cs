using System.IO.Compression;
using System.Text;
using WriteOff.Domain.Remittances;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Web.Attacks;

/// <summary>Files that are made to hurt: refused early, with a name, and nothing is written.</summary>
public sealed class UploadBombTests
{
    private const string Isa = "ISA*00*          *00*          *ZZ*PLAN           *ZZ*CLINIC         *260302*0800*^*00501*000000042*0*P*:~GS*HP*PLAN*CLINIC*20260302*0800*1*X*005010X221A1~";

    [Fact]
    public async Task OneLineOfAGigabyte_IsRefusedAfterItsFirstMegabytes()
    {
        var workbench = await TestWorkbench.Open();
        await using var bomb = new Endless(Encoding.ASCII.GetBytes(Isa + "ST*835*0001~BPR*"), 1_000_000_000);

        var taken = await workbench.Intake.Take(workbench.PostingClerk, "one-line.835", bomb, TestContext.Current.CancellationToken);

        taken.Refusal!.Sentence.Should().NotBeEmpty();
        bomb.BytesRead.Should().BeLessThan(16_000_000, "the rest isn't even looked at");
        (await workbench.Read(db => Task.FromResult(db.Set<RemittanceFile>().Count()))).Should().Be(0);
    }

    [Fact]
    public async Task AFileOfSomebodyWhoMayNot_IsNotReadAtAll()
    {
        var workbench = await TestWorkbench.Open();
        await using var bomb = new Endless(Encoding.ASCII.GetBytes(Isa), 1_000_000_000);

        (await workbench.Intake.Take(workbench.Manager, "theirs.835", bomb, TestContext.Current.CancellationToken)).Refusal!.Code.Should().Be("ScopeMissing");

        bomb.BytesRead.Should().Be(0);
    }

    [Fact]
    public async Task AZipBomb_IsNotUnpacked()
    {
        var workbench = await TestWorkbench.Open();
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            await using var entry = await archive.CreateEntry("remit.835", CompressionLevel.SmallestSize).OpenAsync(TestContext.Current.CancellationToken);
            await entry.WriteAsync(new byte[10_000_000], TestContext.Current.CancellationToken);
        }

        (await workbench.Intake.Take(workbench.PostingClerk, "remit.zip", zip, TestContext.Current.CancellationToken)).Refusal!.Code.Should().Be("NO_REMITTANCE");
    }

    [Fact]
    public async Task TenThousandEmptyTransactions_PostNothing()
    {
        var workbench = await TestWorkbench.Open();
        var text = new StringBuilder(Isa);
        for (var n = 0; n < 10_000; n++) text.Append("ST*835*0001~SE*2*0001~");
        using var bomb = new MemoryStream(Encoding.ASCII.GetBytes(text.Append("GE*10000*1~IEA*1*000000042~").ToString()));

        var taken = await workbench.Intake.Take(workbench.PostingClerk, "empty.835", bomb, TestContext.Current.CancellationToken);

        taken.Refusal!.Code.Should().Be("EMPTY_TRANSACTIONS");
        (await workbench.Read(db => Task.FromResult(db.Set<RemittanceFile>().Count()))).Should().Be(0);
    }

    /// <summary>Text, then one letter for as long as it says.</summary>
    private sealed class Endless(byte[] head, long length) : Stream
    {
        public long BytesRead { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var n = (int)Math.Min(count, length - Position);
            for (var at = 0; at < n; at++) buffer[offset + at] = Position + at < head.Length ? head[Position + at] : (byte)'A';
            Position += n;
            BytesRead += n;
            return n;
        }

        public override long Seek(long offset, SeekOrigin origin) => Position = origin == SeekOrigin.Begin ? offset : origin == SeekOrigin.Current ? Position + offset : length + offset;

        public override void Flush()
        {
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
