using WriteOff.Domain.Access;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs;

namespace WriteOff.Tests.Support;

/// <summary>Every service act that exists, by name, with an ask that is good but for what a test spoils. New services add a line here.</summary>
internal static class ServiceActs
{
    public delegate Task<Refusal?> Try(TestWorkbench workbench, Actor actor, DenialAsk ask);

    /// <summary>The act, the state in which it is allowed, and who may do it (bundles of domain.md §2).</summary>
    public sealed record ServiceAct(string Name, DenialStatus From, Role[] Who, bool HasVersion, Try Do);

    private static readonly Role[] Writers = [Role.BillingClerk, Role.BillingSupervisor];

    public static IReadOnlyList<ServiceAct> All { get; } =
    [
        new("StartWork", DenialStatus.Open, Writers, true, async (w, a, ask) => (await w.Denials.StartWork(a, ask)).Refusal),
        new("Assign", DenialStatus.Open, Writers, true, async (w, a, ask) => (await w.Denials.Assign(a, ask, w.Clerk.UserId)).Refusal),
        new("AddNote", DenialStatus.Open, Writers, false, async (w, a, ask) => (await w.Denials.AddNote(a, ask.DenialId, "Called the payer")).Refusal),
        new("RecordReturnFromCollections", DenialStatus.Open, Writers, true, async (w, a, ask) => (await w.Denials.RecordReturnFromCollections(a, ask, w.Today)).Refusal),
        new("FileAppeal", DenialStatus.Open, Writers, true, async (w, a, ask) => (await w.Appeals.File(a, ask, new AppealAsk(1, w.Today))).Refusal),
        new("WithdrawAppeal", DenialStatus.AppealPending, Writers, true, async (w, a, ask) => (await w.Appeals.Withdraw(a, ask, "Filed by mistake")).Refusal),
        new("DecideAppeal", DenialStatus.AppealPending, Writers, true, async (w, a, ask) => (await w.Appeals.Decide(a, ask, AppealOutcome.Overturned, null)).Refusal),
        new("OpenDialog", DenialStatus.Open, [Role.BillingClerk, Role.PostingClerk, Role.BillingSupervisor, Role.Manager], false, async (w, a, ask) => (await w.WriteOffs.Open(a, ask.DenialId)).Refusal),
        new("WriteOff", DenialStatus.Open, Writers, true, async (w, a, ask) => (await w.WriteOffs.Submit(a, Ask(ask, "other"))).Refusal),
        new("WriteOffContractual", DenialStatus.Open, [Role.BillingSupervisor], true, async (w, a, ask) => (await w.WriteOffs.Submit(a, Ask(ask, "contractual"))).Refusal),
        new("Reopen", DenialStatus.WrittenOff, Writers, true, async (w, a, ask) => (await w.Reopens.Reopen(a, ask, "Wrong denial")).Refusal),
    ];

    public static ServiceAct Named(string name) => All.Single(a => a.Name == name);

    /// <summary>The workbench's person with that role.</summary>
    public static Actor With(this TestWorkbench workbench, Role role) => role switch
    {
        Role.BillingClerk => workbench.Clerk,
        Role.PostingClerk => workbench.PostingClerk,
        Role.BillingSupervisor => workbench.Supervisor,
        Role.Manager => workbench.Manager,
        Role.Administrator => workbench.Administrator,
    };

    private static WriteOffAsk Ask(DenialAsk ask, string reason) => new(ask.DenialId, ask.Version, Guid.NewGuid(), [new WriteOffAskLine(reason, new Money(100))], "Final");
}
