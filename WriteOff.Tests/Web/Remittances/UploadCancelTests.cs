using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Remittances;
using WriteOff.Tests.Domain.Remittances.Reversals;
using WriteOff.Tests.Support;
using WriteOff.Web.Remittances;
using TestContext = Xunit.TestContext;

namespace WriteOff.Tests.Web.Remittances;

public sealed class UploadCancelTests
{
    [Fact]
    public async Task Cancel_WhileReceiving_ThrowsAwayWhatCame()
    {
        var workbench = await TestWorkbench.Open();
        using var upload = new Upload(new SlowFile(10_000_000), TimeProvider.System);
        var told = 0;

        await upload.Run(workbench.PostingClerk, workbench.Intake, new RemittanceInbox(workbench.Dbs, workbench.Access), () =>
        {
            if (++told == 3) upload.Cancel();
        }, TestContext.Current.CancellationToken);

        upload.State.Should().Be(UploadState.Cancelled);
        upload.Received.Should().BeLessThan(10_000_000).And.BePositive();
        (await workbench.Read(db => db.Set<RemittanceFile>().CountAsync())).Should().Be(0);
    }

    [Fact]
    public async Task TooLarge_IsRefusedBeforeItIsReceived()
    {
        var workbench = await TestWorkbench.Open();
        using var upload = new Upload(new SlowFile(Upload.Largest + 1), TimeProvider.System);
        await upload.Run(workbench.PostingClerk, workbench.Intake, new RemittanceInbox(workbench.Dbs, workbench.Access), () => { }, TestContext.Current.CancellationToken);
        (upload.State, upload.Refusal!.Code, upload.Received).Should().Be((UploadState.Refused, "FileTooLarge", 0));
    }

    [Fact]
    public async Task Long_SaysLiveHowManyArePostedHowFastAndWhatIsHeld()
    {
        var workbench = await TestWorkbench.Open();
        var claims = Enumerable.Range(1, 600).Select(n => Payers.Denied($"UP-{n}", control: $"N{n}")).ToList();
        using var content = Payers.Write([.. claims, claims[0]]);
        await using var context = new PageContext(workbench, workbench.PostingClerk);
        using var upload = new Upload(new SlowFile(content.Length, content.ToArray()), new SteppingClock());
        List<string> seen = [];
        var shown = context.Render<UploadResult>(of => of.Add(r => r.File, upload));

        await upload.Run(workbench.PostingClerk, workbench.Intake, new RemittanceInbox(workbench.Dbs, workbench.Access), () =>
        {
            shown.Render();
            seen.Add(shown.Find("li").TextContent);
        }, TestContext.Current.CancellationToken);

        seen.Should().Contain(text => text.Contains("125 of 601 claims") && text.Contains("a second") && text.Contains("125 denials made") && text.Contains("nothing held"));
        seen.Should().Contain(text => text.Contains("601 of 601 claims") && text.Contains("600 denials made") && text.Contains("1 held"));
        upload.PerSecond.Should().BePositive();
    }

    /// <summary>A second between any two looks.</summary>
    private sealed class SteppingClock : TimeProvider
    {
        private long _seconds;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Interlocked.Increment(ref _seconds);
    }

    [Fact]
    public async Task WithoutTheScope_TheDomainRefuses()
    {
        var workbench = await TestWorkbench.Open();
        using var content = Payers.Write([Payers.Denied()]);
        using var upload = new Upload(new SlowFile(content.Length, content.ToArray()), TimeProvider.System);
        await upload.Run(workbench.Clerk, workbench.Intake, new RemittanceInbox(workbench.Dbs, workbench.Access), () => { }, TestContext.Current.CancellationToken);
        (upload.State, upload.Refusal!.Code).Should().Be((UploadState.Refused, "ScopeMissing"));
        (await workbench.CountClaims()).Should().Be(0);
    }

    [Fact]
    public async Task Large_MemoryStaysFlat()
    {
        var workbench = await TestWorkbench.Open();
        using var upload = new Upload(new SlowFile(500_000_000), TimeProvider.System);
        long before = GC.GetTotalMemory(true), most = 0;
        await upload.Run(workbench.PostingClerk, workbench.Intake, new RemittanceInbox(workbench.Dbs, workbench.Access), () =>
        {
            if (upload.Percent % 10 == 0) most = Math.Max(most, GC.GetTotalMemory(true) - before);
        }, TestContext.Current.CancellationToken);
        upload.State.Should().Be(UploadState.Refused, "blanks are no remittance");
        upload.Received.Should().Be(500_000_000);
        most.Should().BeLessThan(64_000_000);
    }

    /// <summary>A file of blanks, or of some bytes.</summary>
    private sealed class SlowFile(long length, byte[]? bytes = null) : IBrowserFile
    {
        public string Name => "folder/slow.835";
        public DateTimeOffset LastModified => default;
        public long Size => length;
        public string ContentType => "";

        public Stream OpenReadStream(long maxAllowedSize = 512_000, CancellationToken cancellationToken = default) =>
            length > maxAllowedSize ? throw new IOException("Too large.") : bytes is null ? new Blanks(length, cancellationToken) : new MemoryStream(bytes);
    }

    private sealed class Blanks(long length, CancellationToken cancel) : Stream
    {
        private long _left = length;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Fill(buffer.AsSpan(offset, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            cancel.ThrowIfCancellationRequested();
            return ValueTask.FromResult(Fill(buffer.Span));
        }

        private int Fill(Span<byte> into)
        {
            var count = (int)Math.Min(_left, Math.Min(into.Length, 32_000));
            into[..count].Fill((byte)' ');
            _left -= count;
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
