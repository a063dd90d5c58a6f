using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;
using WriteOff.Domain.WriteOffs.Approvals;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Properties;

/// <summary>Plays a story against the real desks beside a model of a few lines, and compares after each act.</summary>
internal sealed class StoryTeller(World world, World neighbour, List<Denial> denials, Denial theirs)
{
    private readonly Dictionary<long, long> _balances = denials.ToDictionary(d => d.Id, d => d.BalanceCents);
    private WriteOffAsk? _last;
    private WriteOffReceipt? _lastAnswer;

    public static async Task Play(Story story)
    {
        var world = await World.Open(t => t with { Gate = story.Gate, GateAboveCents = 9_000 });
        var neighbour = await world.OpenNeighbour();
        var first = await world.GivenDenial(new Money(10_000));
        List<Denial> denials = [first, await world.GivenDenial(new Money(4_000), claimId: first.ClaimId, group: "PR", carc: "96"),
            await world.GivenDenial(new Money(900)), await world.GivenDenial(new Money(7_001), claimId: first.ClaimId, age: 200)];
        var teller = new StoryTeller(world, neighbour, denials, await neighbour.GivenDenial());
        foreach (var move in story.Moves) await teller.Do(move);
        await Expect.Clean(world);
        await Expect.Clean(neighbour);
        world.LetGo();
    }

    private async Task Do(Move move)
    {
        var before = await world.Dump(neighbour);
        var denial = await world.Reload(denials[move.Denial]);
        var refused = await Act(move, denial);
        if (move.Kind == MoveKind.Wait) return;
        if (refused is not null)
        {
            (await world.Dump(neighbour)).Should().Be(before, "{0} was refused: {1}", move, refused);
            refused.Code.Should().NotBeNullOrEmpty();
        }

        if (move.Twist is Twist.OldVersion or Twist.NewVersion or Twist.ForeignId && move.Kind is not (MoveKind.Note or MoveKind.Repeat))
            refused.Should().NotBeNull("{0} must be refused", move);
        var after = await world.Reload(denial);
        after.BalanceCents.Should().Be(_balances[denial.Id], "after {0}", move);
        after.ReservedCents.Should().BeInRange(0, after.BalanceCents);
    }

    private async Task<Refusal?> Act(Move move, Denial denial)
    {
        var who = move.Twist == Twist.WrongPerson ? world.Manager : move.Amount % 2 == 0 ? world.Clerk : world.Supervisor;
        var note = move.Twist == Twist.NoNote ? "\u200B" : "Told in a story";
        var ask = new DenialAsk(move.Twist == Twist.ForeignId ? theirs.Id : denial.Id,
            denial.Version + move.Twist switch { Twist.OldVersion => -1, Twist.NewVersion => 1, _ => 0 });
        return move.Kind switch
        {
            MoveKind.WriteOffWhole => await Submit(who, ask, denial, note, [new WriteOffAskLine("other", denial.Balance)], move),
            MoveKind.WriteOffPart => await Submit(who, ask, denial, note, [new WriteOffAskLine(move.Amount % 3 == 0 ? "timely-filing-expired" : "other", new Money(move.Amount))], move),
            MoveKind.WriteOffSplit => await Submit(who, ask, denial, note, [new WriteOffAskLine("other", new Money(move.Amount / 3)), new WriteOffAskLine("bad-debt", new Money(move.Amount / 5))], move),
            MoveKind.Repeat => await Repeat(),
            MoveKind.FileAppeal => (await world.Appeals.File(who, ask, new AppealAsk(1 + move.Amount % 3, world.Today, note))).Refusal,
            MoveKind.Withdraw => (await world.Appeals.Withdraw(who, ask, note)).Refusal,
            MoveKind.Uphold => (await world.Appeals.Decide(who, ask, AppealOutcome.Upheld, null)).Refusal,
            MoveKind.Overturn => (await world.Appeals.Decide(who, ask, AppealOutcome.Overturned, null)).Refusal,
            MoveKind.Reopen => await Reopen(who, ask, denial, note),
            MoveKind.Approve or MoveKind.Reject or MoveKind.Cancel => await Decide(who, move, denial, note),
            MoveKind.StartWork => (await world.Denials.StartWork(who, ask)).Refusal,
            MoveKind.Assign => (await world.Denials.Assign(who, ask, move.Twist == Twist.TooMuch ? neighbour.Clerk.UserId : world.Clerk.UserId)).Refusal,
            MoveKind.Note => (await world.Denials.AddNote(who, ask.DenialId, note)).Refusal,
            MoveKind.Wait => Wait(move),
        };
    }

    private async Task<Refusal?> Submit(WriteOff.Domain.Access.Actor who, DenialAsk on, Denial denial, string note, WriteOffAskLine[] lines, Move move)
    {
        if (move.Twist == Twist.TooMuch) lines = [.. lines, new WriteOffAskLine("other", denial.Balance + new Money(1))];
        var ask = new WriteOffAsk(on.DenialId, on.Version, Guid.NewGuid(), lines, note);
        var outcome = await world.WriteOffs.Submit(who, ask);
        if (!outcome.IsDone) return outcome.Refusal;
        outcome.Value.Total.Cents.Should().BeInRange(1, _balances[denial.Id], "no write-off makes a balance negative");
        if (!outcome.Value.IsPending) _balances[denial.Id] -= outcome.Value.Total.Cents;
        outcome.Value.BalanceAfter.Cents.Should().Be(_balances[denial.Id]);
        if (who == world.Clerk) (_last, _lastAnswer) = (ask, outcome.Value);
        return null;
    }

    private async Task<Refusal?> Repeat()
    {
        if (_last is null) return null;
        var outcome = await world.WriteOffs.Submit(world.Clerk, _last);
        outcome.Value.Should().Be(_lastAnswer! with { IsRepeat = true });
        return null;
    }

    /// <summary>Decides the denial's last request, or one that isn't there.</summary>
    private async Task<Refusal?> Decide(WriteOff.Domain.Access.Actor who, Move move, Denial denial, string note)
    {
        var last = await world.Read(db => db.Set<WriteOffRequest>().Where(r => r.DenialId == denial.Id).OrderByDescending(r => r.Id).Select(r => new { r.Id, r.Version, r.RequestedBy }).FirstOrDefaultAsync());
        var ask = new ApprovalAsk(move.Twist == Twist.ForeignId ? theirs.Id : last?.Id ?? 42,
            (last?.Version ?? 1) + move.Twist switch { Twist.OldVersion => -1, Twist.NewVersion => 1, _ => 0 }, denial.Version);
        var outcome = move.Kind switch
        {
            MoveKind.Approve => await world.Approvals().Approve(who, ask, note),
            MoveKind.Reject => await world.Approvals().Reject(who, ask, note),
            _ => await world.Approvals().Cancel(who, ask),
        };
        if (!outcome.IsDone) return outcome.Refusal;
        (who.UserId == last!.RequestedBy).Should().Be(move.Kind == MoveKind.Cancel, "who asked cancels, and only someone else decides");
        if (move.Kind == MoveKind.Approve) _balances[denial.Id] -= outcome.Value.Amount.Cents;
        outcome.Value.BalanceAfter.Cents.Should().Be(_balances[denial.Id]);
        return null;
    }

    private async Task<Refusal?> Reopen(WriteOff.Domain.Access.Actor who, DenialAsk ask, Denial denial, string note)
    {
        var outcome = await world.Reopens.Reopen(who, ask, note);
        if (outcome.IsDone) _balances[denial.Id] = denial.DeniedCents;
        return outcome.Refusal;
    }

    private Refusal? Wait(Move move)
    {
        world.Clock.Advance(TimeSpan.FromHours(move.Amount % 2_000));
        return null;
    }
}
