using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Denials;

/// <summary>Every act that has a desk, from every state: allowed ones lead where the table says, every other one is a named refusal that writes nothing.</summary>
public sealed class DenialMatrixTests
{
    private static readonly Money Part = new(1_500);

    private static readonly DenialAct[] WithDesk =
    [
        DenialAct.StartWork, DenialAct.Assign, DenialAct.FileAppeal, DenialAct.WithdrawAppeal, DenialAct.DecideAppeal,
        DenialAct.WriteOffWhole, DenialAct.WriteOffPart, DenialAct.RequestWriteOff, DenialAct.Reopen, DenialAct.UndoPart,
    ];

    // Reopening is one desk act; on a written-off or resolved denial it is Reopen, so UndoPart is asked from the others only.
    public static IEnumerable<TheoryDataRow<DenialStatus, DenialAct>> Pairs() =>
        from status in Enum.GetValues<DenialStatus>()
        from act in WithDesk
        where act != DenialAct.UndoPart || status is not (DenialStatus.WrittenOff or DenialStatus.Resolved)
        select new TheoryDataRow<DenialStatus, DenialAct>(status, act);

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Act_FromEachState_FollowsTheTable(DenialStatus from, DenialAct act)
    {
        var world = await World.Open();
        var denial = await world.GivenDenial();
        if (act == DenialAct.UndoPart) await world.WriteOffPart(denial, Part);
        await world.Bring(denial, from);
        if (act == DenialAct.RequestWriteOff) await world.SetGate(GateMode.Always);
        var before = await world.Reload(denial);

        if (Transitions.Find(from, act) is not { } step)
        {
            await Expect.Refused(world, () => Do(world, before, act), "ProtectedState");
            return;
        }

        var done = await Do(world, before, act);
        done.IsDone.Should().BeTrue();
        var after = await world.Reload(denial);
        after.Status.Should().Be(step.To ?? from);
        after.Version.Should().Be(before.Version + 1, "every act raises the version");
        done.Value.Should().Be(new DenialStamp(after.Id, after.Version, after.Status));
        (await world.Trail())[^1].Should().Match<WriteOff.Domain.Audit.AuditRow>(r => r.StatusBefore == (int)from && r.StatusAfter == (int)after.Status);
        await Expect.Clean(world);
    }

    private static async Task<Outcome<DenialStamp>> Do(World world, Denial denial, DenialAct act)
    {
        var ask = new DenialAsk(denial.Id, denial.Version);
        return act switch
        {
            DenialAct.StartWork => await world.Denials.StartWork(world.Clerk, ask),
            DenialAct.Assign => await world.Denials.Assign(world.Clerk, ask, denial.AssigneeId),
            DenialAct.FileAppeal => await world.Appeals.File(world.Clerk, ask, new AppealAsk(1, world.Today)),
            DenialAct.WithdrawAppeal => await world.Appeals.Withdraw(world.Clerk, ask, "Filed by mistake"),
            DenialAct.DecideAppeal => await world.Appeals.Decide(world.Clerk, ask, AppealOutcome.Upheld, null),
            DenialAct.WriteOffWhole => await Submit(world, World.Whole(denial), ask),
            DenialAct.WriteOffPart or DenialAct.RequestWriteOff => await Submit(world, States.Part(denial, Part), ask),
            DenialAct.Reopen or DenialAct.UndoPart => await world.Reopens.Reopen(world.Clerk, ask, "Wrong denial"),
            _ => throw new ArgumentOutOfRangeException(nameof(act)),
        };
    }

    private static async Task<Outcome<DenialStamp>> Submit(World world, WriteOff.Domain.WriteOffs.WriteOffAsk ask, DenialAsk on)
    {
        var outcome = await world.WriteOffs.Submit(world.Clerk, ask);
        return outcome.IsDone ? new DenialStamp(on.DenialId, on.Version + 1, outcome.Value.StatusAfter) : outcome.Refusal;
    }
}
