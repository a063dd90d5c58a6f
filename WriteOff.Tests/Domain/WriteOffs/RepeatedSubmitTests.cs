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
        var world = await World.Open(t => t with { Gate = gate });
        var ask = World.Whole(await world.GivenDenial());
        var first = (await world.WriteOffs.Submit(world.Clerk, ask)).Value;
        var before = await world.Dump();

        var second = (await world.WriteOffs.Submit(world.Clerk, ask)).Value;

        second.Should().Be(first with { IsRepeat = true });
        // A repeat commits only the turn that it took.
        WithoutTurns(await world.Dump()).Should().Be(WithoutTurns(before));
    }

    [Fact]
    public async Task Submit_AnswerLostThenReopened_RepeatStillAnswersTheFirst()
    {
        var world = await World.Open();
        var denial = await world.GivenDenial();
        var ask = World.Whole(denial);
        var first = (await world.WriteOffs.Submit(world.Clerk, ask)).Value;
        await world.Reopens.Reopen(world.Clerk, await world.Now(denial), "Wrong one");

        (await world.WriteOffs.Submit(world.Clerk, ask)).Value.Should().Be(first with { IsRepeat = true });
        (await world.Reload(denial)).Balance.Should().Be(denial.Balance, "the repeat is no second write-off");
        await Expect.Clean(world);
    }

    [Fact]
    public async Task Submit_SameKeyNewVersion_IsTheSameAsk()
    {
        var world = await World.Open();
        var ask = World.Whole(await world.GivenDenial());
        await world.WriteOffs.Submit(world.Clerk, ask);
        (await world.WriteOffs.Submit(world.Clerk, ask with { Version = ask.Version + 1 })).Value.IsRepeat.Should().BeTrue();
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
        var world = await World.Open();
        var ask = States.Part(await world.GivenDenial(), new Money(100)) with { Lines = [new WriteOffAskLine("other", new Money(100)), new WriteOffAskLine("bad-debt", new Money(200))] };
        (await world.WriteOffs.Submit(world.Clerk, ask)).IsDone.Should().BeTrue();
        var other = await world.GivenDenial();
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
        await Expect.Refused(world, () => world.WriteOffs.Submit(what == "user" ? world.Supervisor : world.Clerk, changed), "KeyUsedForOther");
    }

    [Fact]
    public async Task Submit_SameKeyInAnotherTenant_IsAnotherAsk()
    {
        var world = await World.Open();
        var neighbour = await world.OpenNeighbour();
        var ask = World.Whole(await world.GivenDenial());
        await world.WriteOffs.Submit(world.Clerk, ask);
        var theirs = World.Whole(await neighbour.GivenDenial()) with { Key = ask.Key };
        (await neighbour.WriteOffs.Submit(neighbour.Clerk, theirs)).Value.IsRepeat.Should().BeFalse();
    }

    private static string WithoutTurns(string dump) => System.Text.RegularExpressions.Regex.Replace(dump, " turn=[0-9]+", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
}
