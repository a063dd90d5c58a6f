using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs;
using WriteOff.Domain.WriteOffs.Approvals;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Attacks;

/// <summary>A forged message of a circuit can say anything: amounts, versions, lines, reasons, notes. Each is refused by name, and nothing is written.</summary>
public sealed class ForgedAskTests
{
    public static TheoryData<string> Lies =>
    [
        "amount -1", "amount 0", "amount more", "amount most", "amounts overflow", "lines none", "lines 1000", "reason unknown", "reason long", "note long", "note controls",
        "version 0", "version -1", "version next", "version most", "denial 0", "denial -1",
    ];

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task WriteOff_Forged_IsRefused_AndNothingIsWritten(string lie)
    {
        var workbench = await TestWorkbench.OpenSqlite();
        var denial = await workbench.GivenDenial();
        var before = await workbench.Dump();

        var answer = await workbench.WriteOffs.Submit(workbench.Clerk, Forge(TestWorkbench.Whole(denial), lie));

        answer.Refusal.Should().NotBeNull(lie);
        answer.Refusal!.Step.Should().NotBeEmpty();
        (await workbench.Dump()).Should().Be(before);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public async Task Approval_ForgedVersionOrRequest_IsRefused(long number)
    {
        var workbench = await TestWorkbench.OpenSqlite();
        var (_, ask) = await workbench.GivenWaiting();
        await Refused(workbench, ask with { RequestVersion = number });
        await Refused(workbench, ask with { DenialVersion = number });
        await Refused(workbench, ask with { RequestId = number });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    public async Task EveryAct_ForgedVersion_IsRefused(long version)
    {
        foreach (var act in ServiceActs.All.Where(a => a.HasVersion))
        {
            var workbench = await TestWorkbench.OpenSqlite();
            var denial = await workbench.GivenDenial();
            await workbench.Bring(denial, act.From);
            var before = await workbench.Dump();

            var refusal = await act.Do(workbench, workbench.With(act.Who[0]), new DenialAsk(denial.Id, version));

            refusal.Should().NotBeNull(act.Name);
            (await workbench.Dump()).Should().Be(before, act.Name);
        }
    }

    private static async Task Refused(TestWorkbench workbench, ApprovalAsk ask)
    {
        var before = await workbench.Dump();
        (await workbench.Approvals().Approve(workbench.Supervisor, ask)).Refusal.Should().NotBeNull();
        (await workbench.Approvals().Reject(workbench.Supervisor, ask, "No")).Refusal.Should().NotBeNull();
        (await workbench.Dump()).Should().Be(before);
    }

    private static WriteOffAsk Forge(WriteOffAsk ask, string lie)
    {
        var line = ask.Lines[0];
        var whole = line.Amount.Money;
        WriteOffAsk Amounts(params Money[] amounts) => ask with { Lines = [.. amounts.Select(a => new WriteOffAskLine(line.ReasonCode, a))] };
        return lie switch
        {
            "amount -1" => Amounts(new Money(-1)),
            "amount 0" => Amounts(Money.Zero),
            "amount more" => Amounts(new Money(whole.Cents + 1)),
            "amount most" => Amounts(new Money(long.MaxValue)),
            "amounts overflow" => Amounts(new Money(long.MaxValue), new Money(long.MaxValue), new Money(whole.Cents + 2)),
            "lines none" => ask with { Lines = [] },
            "lines 1000" => Amounts([.. Enumerable.Repeat(new Money(1), 1_000)]),
            "reason unknown" => ask with { Lines = [line with { ReasonCode = "other'; DROP TABLE denial; --" }] },
            "reason long" => ask with { Lines = [line with { ReasonCode = new string('x', 1_000_000) }] },
            "note long" => ask with { Note = new string('x', 1_000_000) },
            "note controls" => ask with { Note = "\0\0\0" },
            "version 0" => ask with { Version = 0 },
            "version -1" => ask with { Version = -1 },
            "version next" => ask with { Version = ask.Version + 1 },
            "version most" => ask with { Version = long.MaxValue },
            "denial 0" => ask with { DenialId = 0 },
            _ => ask with { DenialId = -1 },
        };
    }
}
