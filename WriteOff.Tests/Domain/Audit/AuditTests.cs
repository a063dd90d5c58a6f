using System.Security.Cryptography;
using System.Text;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Audit;

public sealed class AuditTests
{
    private static AuditRow Golden() => new()
    {
        TenantId = 7, Sequence = 12, At = new DateTimeOffset(2026, 11, 24, 15, 0, 0, 123, TimeSpan.Zero),
        ActorId = new Guid("00112233-4455-6677-8899-aabbccddeeff"), ActorName = "Zoë", Act = AuditAct.WrittenOff,
        DenialId = 1001, ClaimId = 2002, ReasonCode = "other", AmountCents = 80_000, StatusBefore = 1, StatusAfter = 5,
        BalanceBeforeCents = 80_000, BalanceAfterCents = 0, Note = "", PreviousHash = [.. Enumerable.Range(0, 32).Select(n => (byte)n)],
    };

    [Fact]
    public void Of_GoldenRow_HashNeverChanges() =>
        Convert.ToHexStringLower(AuditRowHash.Of(Golden())).Should().Be("3083b949ba52b3ae1334f25408af13ce3e659db2025e99b3eba023afcfd7c127", "old rows must verify for ever; a new layout needs a new version byte");

    /// <summary>docs/audit-layout.md, written a second time.</summary>
    [Fact]
    public void Of_AnyRow_FollowsTheDocumentedLayout()
    {
        var row = Golden();
        using var bytes = new MemoryStream();
        using var to = new BinaryWriter(bytes);
        void Number(long? n) => to.Write(n ?? long.MinValue);
        void Text(string? text)
        {
            to.Write(text is null ? -1 : Encoding.UTF8.GetByteCount(text));
            to.Write(Encoding.UTF8.GetBytes(text ?? ""));
        }

        to.Write((byte)1);
        to.Write(row.TenantId);
        to.Write(row.Sequence);
        to.Write(row.At.ToUnixTimeMilliseconds());
        to.Write(Convert.FromHexString("00112233445566778899aabbccddeeff"));
        to.Write(30);
        foreach (var n in new[] { row.DenialId, row.ClaimId, row.RequestId, row.RemittanceId, row.AmountCents }) Number(n);
        to.Write(1);
        to.Write(5);
        Number(row.BalanceBeforeCents);
        Number(row.BalanceAfterCents);
        foreach (var text in new[] { row.ActorName, row.ReasonCode, row.Note, row.Detail }) Text(text);
        to.Write(row.PreviousHash);
        to.Flush();
        SHA256.HashData(bytes.ToArray()).Should().Equal(AuditRowHash.Of(row));
    }

    [Fact]
    public void Of_MissingAndEmptyText_Differ()
    {
        var (missing, empty) = (new AuditRow { Note = null, PreviousHash = new byte[32] }, new AuditRow { Note = "", PreviousHash = new byte[32] });
        AuditRowHash.Of(missing).Should().NotEqual(AuditRowHash.Of(empty));
        AuditRowHash.Of(new AuditRow { Note = "ab", Detail = "c", PreviousHash = new byte[32] }).Should().NotEqual(AuditRowHash.Of(new AuditRow { Note = "a", Detail = "bc", PreviousHash = new byte[32] }));
    }

    [Fact]
    public async Task Write_ManyAtOnceFromTwoProcesses_SequenceHasNoGapAndTheChainHolds()
    {
        var workbench = await TestWorkbench.Open();
        var second = workbench.OpenSecondProcess();
        var denials = new List<Denial>();
        for (var n = 0; n < 20; n++) denials.Add(await workbench.GivenDenial());

        var writes = denials.SelectMany((d, n) => Enumerable.Range(0, 4).Select(i => Task.Run(() =>
            ((n + i) % 2 == 0 ? workbench : second).Denials.AddNote(workbench.Clerk, d.Id, $"Note {i}")))).ToList();
        (await Task.WhenAll(writes)).Should().OnlyContain(o => o.IsDone);

        var trail = await workbench.Trail();
        trail.Select(r => r.Sequence).Should().Equal(Enumerable.Range(1, trail.Count).Select(n => (long)n));
        trail.Count(r => r.Act == AuditAct.NoteAdded).Should().Be(80);
        await Expect.Clean(workbench);
    }

    [Fact]
    public async Task Write_Refused_LeavesNoGapBehind()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial();
        await workbench.Denials.AddNote(workbench.Clerk, denial.Id, "");
        await workbench.Denials.AddNote(workbench.Clerk, denial.Id, "A real one");
        var trail = await workbench.Trail();
        trail[^1].Sequence.Should().Be(trail.Count);
    }

    [Fact]
    public async Task Write_Done_TellsTheScreensOnceAfterTheCommit()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial();
        List<TenantChange> told = [];
        workbench.Feed.Changed += told.Add;
        await workbench.Denials.AddNote(workbench.Clerk, denial.Id, "");
        await workbench.Denials.AddNote(workbench.Clerk, denial.Id, "Hello there");
        told.Should().ContainSingle().Which.Should().BeEquivalentTo(new TenantChange(workbench.TenantId, [denial.Id], "Clerk"), like => like.Excluding(change => change.Sequences));
    }

    [Fact]
    public async Task Write_ListenerFails_ActIsDoneOnce()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial();
        workbench.Feed.Changed += _ => throw new TimeoutException("a broken screen");
        await FluentActions.Awaiting(() => workbench.Denials.AddNote(workbench.Clerk, denial.Id, "Hello there")).Should().ThrowAsync<TimeoutException>();
        (await workbench.Trail()).Count(r => r.Act == AuditAct.NoteAdded).Should().Be(1);
    }

    [Fact]
    public async Task Write_CultureOfTheServer_DoesNotReachTheTrail()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial(group: "PR");
        System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.GetCultureInfo("th-TH");
        await workbench.Denials.RecordReturnFromCollections(workbench.Clerk, await workbench.Now(denial), workbench.Today);
        await workbench.Appeals.File(workbench.Clerk, await workbench.Now(denial), new AppealAsk(1, workbench.Today));
        var refused = await workbench.Denials.RecordReturnFromCollections(workbench.Clerk, await workbench.Now(denial), workbench.Today.AddDays(1));
        refused.Refusal!.Step.Should().Contain("2026-");
        (await workbench.Trail()).TakeLast(2).Select(r => r.Detail).Should().Equal("Returned 2026-11-24", "Level 1, filed 2026-11-24, window to 2027-02-22");
    }
}
