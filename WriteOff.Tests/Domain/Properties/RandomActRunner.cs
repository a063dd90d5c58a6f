using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;
using WriteOff.Domain.WriteOffs.Approvals;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Properties;

/// <summary>Plays a story against the real services beside a model of a few lines, and compares after each act.</summary>
internal sealed class RandomActRunner(TestWorkbench workbench, TestWorkbench neighbour, List<Denial> denials, Denial theirs)
{
    private readonly Dictionary<long, long> _balances = denials.ToDictionary(d => d.Id, d => d.BalanceCents);
    private WriteOffAsk? _last;
    private WriteOffReceipt? _lastAnswer;

    public static async Task Play(Story story)
    {
        var workbench = await TestWorkbench.Open(t => t with { Gate = story.Gate, GateAboveCents = 9_000 });
        var neighbour = await workbench.OpenNeighbour();
        var first = await workbench.GivenDenial(new Money(10_000));
        List<Denial> denials = [first, await workbench.GivenDenial(new Money(4_000), claimId: first.ClaimId, group: "PR", carc: "96"),
            await workbench.GivenDenial(new Money(900)), await workbench.GivenDenial(new Money(7_001), claimId: first.ClaimId, age: 200)];
        var teller = new RandomActRunner(workbench, neighbour, denials, await neighbour.GivenDenial());
        foreach (var move in story.Moves) await teller.Do(move);
        await Expect.Clean(workbench);
        await Expect.Clean(neighbour);
        workbench.LetGo();
    }

    private async Task Do(Move move)
    {
        var before = await workbench.Dump(neighbour);
        var denial = await workbench.Reload(denials[move.Denial]);
        var refused = await Act(move, denial);
        if (move.Kind == MoveKind.Wait) return;
        if (refused is not null)
        {
            (await workbench.Dump(neighbour)).Should().Be(before, "{0} was refused: {1}", move, refused);
            refused.Code.Should().NotBeNullOrEmpty();
        }

        if (move.AskFault is AskFault.OldVersion or AskFault.NewVersion or AskFault.ForeignId && move.Kind is not (MoveKind.Note or MoveKind.Repeat))
            refused.Should().NotBeNull("{0} must be refused", move);
        var after = await workbench.Reload(denial);
        after.BalanceCents.Should().Be(_balances[denial.Id], "after {0}", move);
        after.ReservedCents.Should().BeInRange(0, after.BalanceCents);
    }

    private async Task<Refusal?> Act(Move move, Denial denial)
    {
        var who = move.AskFault == AskFault.WrongPerson ? workbench.Manager : move.Amount % 2 == 0 ? workbench.Clerk : workbench.Supervisor;
        var note = move.AskFault == AskFault.NoNote ? "\u200B" : "Told in a story";
        var ask = new DenialAsk(move.AskFault == AskFault.ForeignId ? theirs.Id : denial.Id,
            denial.Version + move.AskFault switch { AskFault.OldVersion => -1, AskFault.NewVersion => 1, _ => 0 });
        return move.Kind switch
        {
            MoveKind.WriteOffWhole => await Submit(who, ask, denial, note, [new WriteOffAskLine("other", denial.Balance)], move),
            MoveKind.WriteOffPart => await Submit(who, ask, denial, note, [new WriteOffAskLine(move.Amount % 3 == 0 ? "timely-filing-expired" : "other", new Money(move.Amount))], move),
            MoveKind.WriteOffSplit => await Submit(who, ask, denial, note, [new WriteOffAskLine("other", new Money(move.Amount / 3)), new WriteOffAskLine("bad-debt", new Money(move.Amount / 5))], move),
            MoveKind.Repeat => await Repeat(),
            MoveKind.FileAppeal => (await workbench.Appeals.File(who, ask, new AppealAsk(1 + move.Amount % 3, workbench.Today, note))).Refusal,
            MoveKind.Withdraw => (await workbench.Appeals.Withdraw(who, ask, note)).Refusal,
            MoveKind.Uphold => (await workbench.Appeals.Decide(who, ask, AppealOutcome.Upheld, null)).Refusal,
            MoveKind.Overturn => (await workbench.Appeals.Decide(who, ask, AppealOutcome.Overturned, null)).Refusal,
            MoveKind.Reopen => await Reopen(who, ask, denial, note),
            MoveKind.Approve or MoveKind.Reject or MoveKind.Cancel => await Decide(who, move, denial, note),
            MoveKind.StartWork => (await workbench.Denials.StartWork(who, ask)).Refusal,
            MoveKind.Assign => (await workbench.Denials.Assign(who, ask, move.AskFault == AskFault.TooMuch ? neighbour.Clerk.UserId : workbench.Clerk.UserId)).Refusal,
            MoveKind.Note => (await workbench.Denials.AddNote(who, ask.DenialId, note)).Refusal,
            MoveKind.Wait => Wait(move),
        };
    }

    private async Task<Refusal?> Submit(WriteOff.Domain.Access.Actor who, DenialAsk on, Denial denial, string note, WriteOffAskLine[] lines, Move move)
    {
        if (move.AskFault == AskFault.TooMuch) lines = [.. lines, new WriteOffAskLine("other", denial.Balance + new Money(1))];
        var ask = new WriteOffAsk(on.DenialId, on.Version, Guid.NewGuid(), lines, note);
        var outcome = await workbench.WriteOffs.Submit(who, ask);
        if (!outcome.IsDone) return outcome.Refusal;
        outcome.Value.Total.Cents.Should().BeInRange(1, _balances[denial.Id], "no write-off makes a balance negative");
        if (!outcome.Value.IsPending) _balances[denial.Id] -= outcome.Value.Total.Cents;
        outcome.Value.BalanceAfter.Cents.Should().Be(_balances[denial.Id]);
        if (who == workbench.Clerk) (_last, _lastAnswer) = (ask, outcome.Value);
        return null;
    }

    private async Task<Refusal?> Repeat()
    {
        if (_last is null) return null;
        var outcome = await workbench.WriteOffs.Submit(workbench.Clerk, _last);
        outcome.Value.Should().Be(_lastAnswer! with { IsRepeat = true });
        return null;
    }

    /// <summary>Decides the denial's last request, or one that isn't there.</summary>
    private async Task<Refusal?> Decide(WriteOff.Domain.Access.Actor who, Move move, Denial denial, string note)
    {
        var last = await workbench.Read(db => db.Set<WriteOffRequest>().Where(r => r.DenialId == denial.Id).OrderByDescending(r => r.Id).Select(r => new { r.Id, r.Version, r.RequestedBy }).FirstOrDefaultAsync());
        var ask = new ApprovalAsk(move.AskFault == AskFault.ForeignId ? theirs.Id : last?.Id ?? 42,
            (last?.Version ?? 1) + move.AskFault switch { AskFault.OldVersion => -1, AskFault.NewVersion => 1, _ => 0 }, denial.Version);
        var outcome = move.Kind switch
        {
            MoveKind.Approve => await workbench.Approvals().Approve(who, ask, note),
            MoveKind.Reject => await workbench.Approvals().Reject(who, ask, note),
            _ => await workbench.Approvals().Cancel(who, ask),
        };
        if (!outcome.IsDone) return outcome.Refusal;
        (who.UserId == last!.RequestedBy).Should().Be(move.Kind == MoveKind.Cancel, "who asked cancels, and only someone else decides");
        if (move.Kind == MoveKind.Approve) _balances[denial.Id] -= outcome.Value.Amount.Cents;
        outcome.Value.BalanceAfter.Cents.Should().Be(_balances[denial.Id]);
        return null;
    }

    private async Task<Refusal?> Reopen(WriteOff.Domain.Access.Actor who, DenialAsk ask, Denial denial, string note)
    {
        var outcome = await workbench.Reopens.Reopen(who, ask, note);
        if (outcome.IsDone) _balances[denial.Id] = denial.DeniedCents;
        return outcome.Refusal;
    }

    private Refusal? Wait(Move move)
    {
        workbench.Clock.Advance(TimeSpan.FromHours(move.Amount % 2_000));
        return null;
    }
}
