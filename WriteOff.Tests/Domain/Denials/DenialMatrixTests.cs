using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Denials;

/// <summary>Every act that has a service, from every state: allowed ones lead where the table says, every other one is a named refusal that writes nothing.</summary>
public sealed class DenialMatrixTests
{
    private static readonly Money Part = new(1_500);

    private static readonly DenialAct[] WithService =
    [
        DenialAct.StartWork, DenialAct.Assign, DenialAct.FileAppeal, DenialAct.WithdrawAppeal, DenialAct.DecideAppeal,
        DenialAct.WriteOffWhole, DenialAct.WriteOffPart, DenialAct.RequestWriteOff, DenialAct.Reopen, DenialAct.UndoPart,
    ];

    // Reopening is one service act; on a written-off or resolved denial it is Reopen, so UndoPart is asked from the others only.
    public static IEnumerable<TheoryDataRow<DenialStatus, DenialAct>> Pairs() =>
        from status in Enum.GetValues<DenialStatus>()
        from act in WithService
        where act != DenialAct.UndoPart || status is not (DenialStatus.WrittenOff or DenialStatus.Resolved)
        select new TheoryDataRow<DenialStatus, DenialAct>(status, act);

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Act_FromEachState_FollowsTheTable(DenialStatus from, DenialAct act)
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial();
        if (act == DenialAct.UndoPart) await workbench.WriteOffPart(denial, Part);
        await workbench.Bring(denial, from);
        if (act == DenialAct.RequestWriteOff) await workbench.SetGate(GateMode.Always);
        var before = await workbench.Reload(denial);

        if (Transitions.Find(from, act) is not { } step)
        {
            await Expect.Refused(workbench, () => Do(workbench, before, act), "ProtectedState");
            return;
        }

        var done = await Do(workbench, before, act);
        done.IsDone.Should().BeTrue();
        var after = await workbench.Reload(denial);
        after.Status.Should().Be(step.To ?? from);
        after.Version.Should().Be(before.Version + 1, "every act raises the version");
        done.Value.Should().Be(new DenialStamp(after.Id, after.Version, after.Status));
        (await workbench.Trail())[^1].Should().Match<WriteOff.Domain.Audit.AuditRow>(r => r.StatusBefore == (int)from && r.StatusAfter == (int)after.Status);
        await Expect.Clean(workbench);
    }

    private static async Task<Outcome<DenialStamp>> Do(TestWorkbench workbench, Denial denial, DenialAct act)
    {
        var ask = new DenialAsk(denial.Id, denial.Version);
        return act switch
        {
            DenialAct.StartWork => await workbench.Denials.StartWork(workbench.Clerk, ask),
            DenialAct.Assign => await workbench.Denials.Assign(workbench.Clerk, ask, denial.AssigneeId),
            DenialAct.FileAppeal => await workbench.Appeals.File(workbench.Clerk, ask, new AppealAsk(1, workbench.Today)),
            DenialAct.WithdrawAppeal => await workbench.Appeals.Withdraw(workbench.Clerk, ask, "Filed by mistake"),
            DenialAct.DecideAppeal => await workbench.Appeals.Decide(workbench.Clerk, ask, AppealOutcome.Upheld, null),
            DenialAct.WriteOffWhole => await Submit(workbench, TestWorkbench.Whole(denial), ask),
            DenialAct.WriteOffPart or DenialAct.RequestWriteOff => await Submit(workbench, States.Part(denial, Part), ask),
            DenialAct.Reopen or DenialAct.UndoPart => await workbench.Reopens.Reopen(workbench.Clerk, ask, "Wrong denial"),
            _ => throw new ArgumentOutOfRangeException(nameof(act)),
        };
    }

    private static async Task<Outcome<DenialStamp>> Submit(TestWorkbench workbench, WriteOff.Domain.WriteOffs.WriteOffAsk ask, DenialAsk on)
    {
        var outcome = await workbench.WriteOffs.Submit(workbench.Clerk, ask);
        return outcome.IsDone ? new DenialStamp(on.DenialId, on.Version + 1, outcome.Value.StatusAfter) : outcome.Refusal;
    }
}
