using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;
using WriteOff.Domain.WriteOffs.Approvals;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.WriteOffs.Approvals;

public sealed class ApprovalRefusalTests
{
    private static readonly string[] Acts = ["Approve", "Reject", "Cancel"];

    /// <summary>Every role × act × state of the request, with who asked: the clerk, or the actor. Expected: null done, else the refusal.</summary>
    public static TheoryData<Role, string, RequestStatus, bool, string?> Table()
    {
        var table = new TheoryData<Role, string, RequestStatus, bool, string?>();
        foreach (var role in Enum.GetValues<Role>())
            foreach (var act in Acts)
                foreach (var status in Enum.GetValues<RequestStatus>())
                    foreach (var own in new[] { false, true })
                        if (!own || role is Role.BillingClerk or Role.BillingSupervisor)
                            table.Add(role, act, status, own, Expected(role, act, status, own));
        return table;
    }

    [Theory]
    [MemberData(nameof(Table))]
    public async Task Act_RoleAndState_DoneOrNamedRefusal(Role role, string act, RequestStatus status, bool own, string? expected)
    {
        var workbench = await TestWorkbench.Open();
        var actor = workbench.With(role);
        var other = await workbench.GivenSupervisor("Otto");
        var requester = own ? actor : role == Role.BillingClerk ? workbench.Supervisor : workbench.Clerk;
        var ask = await Given(workbench, status, requester, other);
        if (expected is null) (await Do(workbench, act, actor, ask)).IsDone.Should().BeTrue();
        else await Expect.Refused(workbench, () => Do(workbench, act, actor, ask), expected);
        await Expect.Clean(workbench);
    }

    [Theory]
    [InlineData("Approve")]
    [InlineData("Reject")]
    [InlineData("Cancel")]
    public async Task Act_AnothersTenantOrForgedId_NotFoundAndNothingWritten(string act)
    {
        var workbench = await TestWorkbench.Open();
        var neighbour = await workbench.OpenNeighbour();
        var (_, theirs) = await neighbour.GivenWaiting();
        var before = await workbench.Dump(neighbour);
        foreach (var ask in new[] { theirs, new ApprovalAsk(1, 1, 1), new ApprovalAsk(long.MaxValue, 1, 1), new ApprovalAsk(-1, 0, 0) })
            (await Do(workbench, act, act == "Cancel" ? workbench.Clerk : workbench.Supervisor, ask)).Refusal!.Code.Should().Be("NotFound");
        var intruder = new Actor(neighbour.TenantId, workbench.Supervisor.UserId, "Intruder");
        (await Do(neighbour, act, intruder, theirs)).Refusal!.Code.Should().Be("ScopeMissing");
        (await Do(neighbour, act, new Actor(neighbour.TenantId, Guid.NewGuid(), "Nobody"), theirs)).Refusal!.Code.Should().Be("ScopeMissing");
        (await workbench.Dump(neighbour)).Should().Be(before);
    }

    [Theory]
    [InlineData("Approve")]
    [InlineData("Reject")]
    public async Task Act_Decided_SaysWhoAndWhen(string act)
    {
        var workbench = await TestWorkbench.Open();
        var other = await workbench.GivenSupervisor("Otto");
        var (_, ask) = await workbench.GivenWaiting();
        (await workbench.Approvals().Approve(other, ask)).IsDone.Should().BeTrue();
        (await Do(workbench, act, workbench.Supervisor, ask)).Refusal!.Sentence.Should().Be("Otto approved this request on 24 Nov 2026 at 09:00.");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  \u200b\u200b\u200b ")]
    [InlineData("no")]
    public async Task Reject_WithoutANote_IsRefusedAtItsField(string? note)
    {
        var workbench = await TestWorkbench.Open();
        var (_, ask) = await workbench.GivenWaiting();
        await Expect.Refused(workbench, () => workbench.Approvals().Reject(workbench.Supervisor, ask, note), "NoteRequired");
        (await workbench.Approvals().Reject(workbench.Supervisor, ask, note)).Refusal!.Field.Should().Be("note");
        await Expect.Refused(workbench, () => workbench.Approvals().Reject(workbench.Supervisor, ask, new string('x', 2001)), "NoteTooLong");
        await Expect.Refused(workbench, () => workbench.Approvals().Approve(workbench.Supervisor, ask, "a\0b"), "NoteUnreadable");
    }

    [Theory]
    [InlineData("Approve")]
    [InlineData("Reject")]
    [InlineData("Cancel")]
    public async Task Act_OldVersions_Changed(string act)
    {
        var workbench = await TestWorkbench.Open();
        var (_, ask) = await workbench.GivenWaiting();
        var actor = act == "Cancel" ? workbench.Clerk : workbench.Supervisor;
        await Expect.Refused(workbench, () => Do(workbench, act, actor, ask with { RequestVersion = ask.RequestVersion - 1 }), "ChangedSinceYouLooked");
        await Expect.Refused(workbench, () => Do(workbench, act, actor, ask with { DenialVersion = ask.DenialVersion - 1 }), "ChangedSinceYouLooked");
    }

    [Fact]
    public async Task Submit_UnofferedReason_IsRefusedAndNothingWritten()
    {
        var workbench = await TestWorkbench.Open(t => t with { Gate = GateMode.Always });
        var denial = await workbench.GivenDenial();
        await workbench.ChangeReason("other", r => r.IsEnabled = false);
        await Expect.Refused(workbench, () => workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(denial, "made-up")), "ReasonUnknown");
        await Expect.Refused(workbench, () => workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(denial)), "ReasonDisabled");
    }

    [Fact]
    public async Task Approve_BySystem_IsNobodysApprover()
    {
        var workbench = await TestWorkbench.Open();
        var (_, ask) = await workbench.GivenWaiting();
        await Expect.Refused(workbench, () => workbench.Approvals().Approve(workbench.System, ask), "ScopeMissing");
        (await workbench.Approvals().Reject(workbench.System, ask, "Closed by the product")).IsDone.Should().BeTrue();
        await Expect.Clean(workbench);
    }

    /// <summary>Domain order: each refusal wins over all that follow it.</summary>
    [Fact]
    public void Order_OfTheEnum_IsTheOrderOfJudgement() => Enum.GetNames<ApprovalRefusal>().Should().Equal("NotFound", "ScopeMissing", "AlreadyDecided", "OwnRequest",
        "NotYourRequest", "OverLimit", "ReversalFlagged", "Stale", "NoteRequired", "NoteTooLong", "NoteUnreadable", "ChangedSinceYouLooked");

    [Fact]
    public async Task Approve_EverythingWrongAtOnce_IsRefusedInOrder()
    {
        var workbench = await TestWorkbench.Open();
        var (denial, ask) = await workbench.GivenWaiting(asks: workbench.Supervisor);
        await workbench.Pay(denial, new Money(100));
        await workbench.Flag(denial);
        await workbench.Limit(Role.BillingSupervisor, new Money(100));
        var old = ask with { RequestVersion = 0 };
        var other = await workbench.GivenSupervisor("Otto");
        async Task<string> Code(Actor actor, string? note = "\0") => (await workbench.Approvals().Approve(actor, old, note)).Refusal!.Code;
        (await Code(workbench.Clerk)).Should().Be("ScopeMissing");
        (await Code(workbench.Supervisor)).Should().Be("OwnRequest");
        (await Code(other)).Should().Be("OverLimit");
        await workbench.Limit(other, null);
        (await Code(other)).Should().Be("ReversalFlagged");
        await workbench.Change(async db => db.Entry(await db.Set<Denial>().SingleAsync(d => d.Id == denial.Id)).Property(d => d.IsFlagged).CurrentValue = false);
        (await Code(other)).Should().Be("Stale");
    }

    internal static Task<Outcome<ApprovalReceipt>> Do(TestWorkbench workbench, string act, Actor actor, ApprovalAsk ask) => act switch
    {
        "Approve" => workbench.Approvals().Approve(actor, ask),
        "Reject" => workbench.Approvals().Reject(actor, ask, "Not this one"),
        _ => workbench.Approvals().Cancel(actor, ask),
    };

    private static string? Expected(Role role, string act, RequestStatus status, bool own)
    {
        var scope = act == "Cancel" ? Scope.DenialWrite : Scope.DenialApprove;
        if (!Scopes.Of(role).Contains(scope)) return "ScopeMissing";
        if (status != RequestStatus.Pending) return "AlreadyDecided";
        if (act == "Cancel") return own ? null : "NotYourRequest";
        return own ? "OwnRequest" : null;
    }

    private static async Task<ApprovalAsk> Given(TestWorkbench workbench, RequestStatus status, Actor requester, Actor other)
    {
        if (status == RequestStatus.Posted)
        {
            var denial = await workbench.GivenDenial();
            return await workbench.Look((await workbench.WriteOffs.Submit(requester, TestWorkbench.Whole(denial))).Value.RequestId);
        }

        var (waiting, ask) = await workbench.GivenWaiting(asks: requester);
        var done = status switch
        {
            RequestStatus.Approved => (await workbench.Approvals().Approve(other, ask)).IsDone,
            RequestStatus.Rejected => (await workbench.Approvals().Reject(other, ask, "Not now")).IsDone,
            RequestStatus.Cancelled => (await workbench.Approvals().Cancel(requester, ask)).IsDone,
            _ => true,
        };
        done.Should().BeTrue();
        if (status == RequestStatus.Stale) await workbench.Pay(waiting, new Money(80_000));
        return await workbench.Look(ask.RequestId);
    }
}
