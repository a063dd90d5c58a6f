using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Domain.Shared;
using WriteOff.Tests.Support;
using static WriteOff.Tests.Support.TestRemittances;

namespace WriteOff.Tests.Domain.Remittances;

/// <summary>However often and in whatever dress a payment comes, it posts once.</summary>
public sealed class PostingOnceTests
{
    private static OutgoingRemittance Sample(string trace = "EFT1", string number = "RC-1") => Of(Claim(number, Line("99213", 100, "CO-45 20", "CO-197 80"))).By(North, trace);

    [Fact]
    public async Task Take_SameBytes_PostsNothingAndSaysWhen()
    {
        var workbench = await TestWorkbench.Open();
        var file = File(1, Sample());
        await workbench.Take(file);
        workbench.Clock.Advance(TimeSpan.FromDays(3));

        var again = (await workbench.Take(file, "renamed.txt")).Value;

        again.IsDuplicate.Should().BeTrue();
        again.FirstReceivedAt.Should().Be(TestWorkbench.Start);
        (await workbench.Posted("RC-1")).Denials.Should().ContainSingle();
    }

    public static TheoryData<string> Dresses => new("control", "delimiters", "line breaks", "among others");

    [Theory]
    [MemberData(nameof(Dresses))]
    public async Task Take_SamePaymentInAnotherFile_IsADuplicate(string dress)
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Take(File(1, Sample()));
        workbench.Clock.Advance(TimeSpan.FromDays(3));

        var again = (await workbench.Take(dress switch
        {
            "control" => File(2, Sample()),
            "delimiters" => File(1, new Delimiters((byte)'|', (byte)'>', (byte)'^', (byte)'!', false, DelimiterSource.FixedWidth), "", false, Sample()),
            "line breaks" => File(1, null, "\r\n", false, Sample()),
            _ => File(9, Sample("EFT7", "RC-7"), Sample()),
        }, "other.835")).Value;

        var duplicate = again.Remittances[^1];
        duplicate.Status.Should().Be(RemittanceStatus.Duplicate);
        duplicate.FirstPostedAt.Should().Be(TestWorkbench.Start);
        (await workbench.Posted("RC-1")).Denials.Should().ContainSingle();
        await workbench.NoCentIsLost();
    }

    [Fact]
    public async Task Take_WithoutTraceNumber_KnowsTheContent()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Take(File(1, Sample()).With($"TRN*1*EFT1*{North}~", ""));
        var again = (await workbench.Take(File(2, Sample()).With($"TRN*1*EFT1*{North}~", ""))).Value;

        again.Remittances.Single().Status.Should().Be(RemittanceStatus.Duplicate);
    }

    [Fact]
    public async Task Take_SameControlNumberOtherContent_Posts()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Take(File(1, Sample()));
        var other = (await workbench.Take(File(1, Sample("EFT2", "RC-2")))).Value;

        other.Remittances.Single().Status.Should().Be(RemittanceStatus.Posted);
        (await workbench.CountClaims()).Should().Be(2);
    }

    [Fact]
    public async Task Take_SamePaymentTwiceInOneFile_PostsOnce()
    {
        var workbench = await TestWorkbench.Open();
        var receipt = (await workbench.Take(File(1, Sample(), Sample()))).Value;

        receipt.Remittances.Select(r => r.Status).Should().Equal(RemittanceStatus.Posted, RemittanceStatus.Duplicate);
    }

    [Fact]
    public async Task Take_ResendOfAHeldOne_ReplacesItAndPosts()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.SetPolicy(p => p.OwnPayees = "1234567893");
        (await workbench.Take(File(1, Sample()))).Value.Remittances.Single().HoldWord.Should().Be("OTHER_PAYEE");
        await workbench.SetPolicy(p => p.OwnPayees = "1234567893 1999999984");

        (await workbench.Take(File(2, Sample()))).Value.Remittances.Single().Status.Should().Be(RemittanceStatus.Posted);

        (await workbench.Read(db => db.Set<Remittance>().OrderBy(r => r.Id).Select(r => r.Status).ToListAsync())).Should().Equal(RemittanceStatus.Replaced, RemittanceStatus.Posted);
    }

    [Fact]
    public async Task Take_WholeOneAfterACutOffOne_ReplacesIt()
    {
        var workbench = await TestWorkbench.Open();
        var whole = File(1, Sample());
        var text = System.Text.Encoding.Latin1.GetString(whole);
        (await workbench.Take(whole[..text.IndexOf("CAS*", StringComparison.Ordinal)])).Value.Remittances.Single().HoldWord.Should().Be("CUT_OFF");

        (await workbench.Take(whole)).Value.Remittances.Single().Status.Should().Be(RemittanceStatus.Posted);

        (await workbench.Read(db => db.Set<Remittance>().OrderBy(r => r.Id).Select(r => r.Status).ToListAsync())).Should().Equal(RemittanceStatus.Replaced, RemittanceStatus.Posted);
    }

    [Fact]
    public async Task Take_Interrupted_GoesOnWithoutPostingTwice()
    {
        var workbench = await TestWorkbench.Open();
        var file = File(1, [.. Enumerable.Range(1, 6).Select(n => Sample($"EFT{n}", $"RC-{n}"))]);
        using var stop = new CancellationTokenSource();
        var posted = 0;
        workbench.Feed.Changed += _ =>
        {
            // The file itself, then three of its transactions.
            if (++posted == 4) stop.Cancel();
        };
        var act = () => workbench.Take(file, cancel: stop.Token);
        await act.Should().ThrowAsync<OperationCanceledException>();
        (await workbench.CountClaims()).Should().Be(3);

        var rest = (await workbench.Take(file)).Value;

        rest.IsDuplicate.Should().BeFalse();
        rest.Remittances.Select(r => r.Number).Should().Equal(4, 5, 6);
        (await workbench.CountClaims()).Should().Be(6);
        (await workbench.Take(file)).Value.IsDuplicate.Should().BeTrue();
        await workbench.NoCentIsLost();
    }

    [Fact]
    public async Task Take_TwoNodesAtOnce_PostOnce()
    {
        var workbench = await TestWorkbench.Open();
        var file = File(1, [.. Enumerable.Range(1, 12).Select(n => Sample($"EFT{n}", $"RC-{n}"))]);

        var taken = await Task.WhenAll(Enumerable.Range(0, 3).Select(node => Task.Run(async () =>
        {
            var dbs = new WorkbenchDbs(workbench.Options);
            var writer = new WorkbenchWriter(dbs, workbench.Clock, new Keys(workbench.Clock, 100 + node), new WriteGate(workbench.Options), new ChangeFeed());
            using var content = new MemoryStream(file);
            return await new RemittanceIntake(writer, dbs).Take(workbench.System, $"node{node}.835", content);
        })));

        taken.Should().OnlyContain(t => t.IsDone);
        (await workbench.CountClaims()).Should().Be(12);
        (await workbench.Read(db => db.Set<Remittance>().CountAsync())).Should().Be(12);
        (await workbench.Trail()).Count(a => a.Act == AuditAct.FileFinished).Should().Be(1);
        await workbench.NoCentIsLost();
    }
}
