using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.WriteOffs;

public sealed class RepeatedSubmitTests
{
    [Theory]
    [InlineData(GateMode.Off)]
    [InlineData(GateMode.Always)]
    public async Task Submit_SameKeySameContent_SameAnswerNothingWritten(GateMode gate)
    {
        var workbench = await TestWorkbench.Open(t => t with { Gate = gate });
        var ask = TestWorkbench.Whole(await workbench.GivenDenial());
        var first = (await workbench.WriteOffs.Submit(workbench.Clerk, ask)).Value;
        var before = await workbench.Dump();

        var second = (await workbench.WriteOffs.Submit(workbench.Clerk, ask)).Value;

        second.Should().Be(first with { IsRepeat = true });
        // A repeat commits only the turn that it took.
        WithoutLockVersions(await workbench.Dump()).Should().Be(WithoutLockVersions(before));
    }

    [Fact]
    public async Task Submit_AnswerLostThenReopened_RepeatStillAnswersTheFirst()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial();
        var ask = TestWorkbench.Whole(denial);
        var first = (await workbench.WriteOffs.Submit(workbench.Clerk, ask)).Value;
        await workbench.Reopens.Reopen(workbench.Clerk, await workbench.Now(denial), "Wrong one");

        (await workbench.WriteOffs.Submit(workbench.Clerk, ask)).Value.Should().Be(first with { IsRepeat = true });
        (await workbench.Reload(denial)).Balance.Should().Be(denial.Balance, "the repeat is no second write-off");
        await Expect.Clean(workbench);
    }

    [Fact]
    public async Task Submit_SameKeyNewVersion_IsTheSameAsk()
    {
        var workbench = await TestWorkbench.Open();
        var ask = TestWorkbench.Whole(await workbench.GivenDenial());
        await workbench.WriteOffs.Submit(workbench.Clerk, ask);
        (await workbench.WriteOffs.Submit(workbench.Clerk, ask with { Version = ask.Version + 1 })).Value.IsRepeat.Should().BeTrue();
    }

    [Theory]
    [InlineData("amount")]
    [InlineData("reason")]
    [InlineData("note")]
    [InlineData("denial")]
    [InlineData("lines")]
    [InlineData("joined")]
    [InlineData("user")]
    public async Task Submit_SameKeyOtherContent_Refused(string what)
    {
        var workbench = await TestWorkbench.Open();
        var ask = States.Part(await workbench.GivenDenial(), new Money(100)) with { Lines = [new WriteOffAskLine("other", new Money(100)), new WriteOffAskLine("bad-debt", new Money(200))] };
        (await workbench.WriteOffs.Submit(workbench.Clerk, ask)).IsDone.Should().BeTrue();
        var other = await workbench.GivenDenial();
        var (a, b) = (ask.Lines[0], ask.Lines[1]);
        var changed = what switch
        {
            "amount" => ask with { Lines = [a, b with { Amount = new Money(201) }] },
            "reason" => ask with { Lines = [a, b with { ReasonCode = "other" }] },
            "note" => ask with { Note = ask.Note + "!" },
            "denial" => ask with { DenialId = other.Id },
            "lines" => ask with { Lines = [b, a] },
            // One line whose made-up code spells the two.
            "joined" => ask with { Lines = [new WriteOffAskLine("other=100|bad-debt", new Money(200))] },
            _ => ask,
        };
        await Expect.Refused(workbench, () => workbench.WriteOffs.Submit(what == "user" ? workbench.Supervisor : workbench.Clerk, changed), "KeyUsedForOther");
    }

    [Fact]
    public async Task Submit_SameKeyInAnotherTenant_IsAnotherAsk()
    {
        var workbench = await TestWorkbench.Open();
        var neighbour = await workbench.OpenNeighbour();
        var ask = TestWorkbench.Whole(await workbench.GivenDenial());
        await workbench.WriteOffs.Submit(workbench.Clerk, ask);
        var theirs = TestWorkbench.Whole(await neighbour.GivenDenial()) with { Key = ask.Key };
        (await neighbour.WriteOffs.Submit(neighbour.Clerk, theirs)).Value.IsRepeat.Should().BeFalse();
    }

    private static string WithoutLockVersions(string dump) => System.Text.RegularExpressions.Regex.Replace(dump, " lock_version=[0-9]+", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
}
