using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.WriteOffs;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.WriteOffs.Approvals;

/// <summary>Token and maker are one pair of eyes.</summary>
public sealed class TokenApprovalTests
{
    [Fact]
    public async Task Approve_ByTheTokenThatAsked_Refused()
    {
        var workbench = await TestWorkbench.Open();
        var token = await workbench.GivenTokenActor(workbench.Supervisor);
        var (_, ask) = await workbench.GivenWaiting(asks: token);
        await Expect.Refused(workbench, () => workbench.Approvals().Approve(token, ask), "OwnRequest");
    }

    [Fact]
    public async Task Approve_ByAnotherTokenOfTheSameMaker_Refused()
    {
        var workbench = await TestWorkbench.Open();
        var (_, ask) = await workbench.GivenWaiting(asks: await workbench.GivenTokenActor(workbench.Supervisor));
        var other = await workbench.GivenTokenActor(workbench.Supervisor);
        await Expect.Refused(workbench, () => workbench.Approvals().Approve(other, ask), "OwnRequest");
        await Expect.Refused(workbench, () => workbench.Approvals().Reject(other, ask, "No"), "OwnRequest");
    }

    [Fact]
    public async Task Approve_ByTheTokenWhatItsMakerAsked_Refused()
    {
        var workbench = await TestWorkbench.Open();
        var token = await workbench.GivenTokenActor(workbench.Supervisor);
        var (_, ask) = await workbench.GivenWaiting(asks: workbench.Supervisor);
        await Expect.Refused(workbench, () => workbench.Approvals().Approve(token, ask), "OwnRequest");
    }

    [Fact]
    public async Task Approve_ByTheMakerWhatTheTokenAsked_Refused()
    {
        var workbench = await TestWorkbench.Open();
        var (_, ask) = await workbench.GivenWaiting(asks: await workbench.GivenTokenActor(workbench.Supervisor));
        await Expect.Refused(workbench, () => workbench.Approvals().Approve(workbench.Supervisor, ask), "OwnRequest");
    }

    [Fact]
    public async Task Approve_ByATokenWhatAnotherAsked_PostsAndNamesTheToken()
    {
        var workbench = await TestWorkbench.Open();
        var token = await workbench.GivenTokenActor(workbench.Supervisor);
        var (denial, ask) = await workbench.GivenWaiting();
        (await workbench.Approvals().Approve(token, ask)).Value.Decision.Should().Be(RequestStatus.Approved);
        (await workbench.Reload(denial)).Status.Should().Be(DenialStatus.WrittenOff);
        (await workbench.Trail())[^1].ActorName.Should().Be("Nightly job (token of Supervisor)");
    }

    [Fact]
    public async Task Approve_ByATokenWithoutTheScope_Refused()
    {
        var workbench = await TestWorkbench.Open();
        var token = await workbench.GivenTokenActor(workbench.Supervisor, Scope.DenialRead, Scope.DenialWrite);
        var (_, ask) = await workbench.GivenWaiting();
        await Expect.Refused(workbench, () => workbench.Approvals().Approve(token, ask), "ScopeMissing");
    }

    [Fact]
    public async Task Approve_AgainWithTheSameKey_SameAnswerAndNothingWritten()
    {
        var workbench = await TestWorkbench.Open();
        var (_, ask) = await workbench.GivenWaiting();
        var key = new ActKey(Guid.NewGuid(), new byte[32]);
        var first = (await workbench.Approvals().Approve(workbench.Supervisor, ask, null, key)).Value;
        var before = await workbench.Trail();
        (await workbench.Approvals().Approve(workbench.Supervisor, ask, null, key)).Value.Should().Be(first);
        (await workbench.Trail()).Should().HaveCount(before.Count);
        await Expect.Refused(workbench, () => workbench.Approvals().Approve(workbench.Supervisor, ask, null, key with { Content = [.. Enumerable.Repeat((byte)1, 32)] }), "KeyUsedForOther");
    }

    [Fact]
    public async Task Approve_RefusedWithAKey_IsJudgedAnewNextTime()
    {
        var workbench = await TestWorkbench.Open();
        var (_, ask) = await workbench.GivenWaiting();
        var key = new ActKey(Guid.NewGuid(), new byte[32]);
        await Expect.Refused(workbench, () => workbench.Approvals().Approve(workbench.Clerk, ask, null, key), "ScopeMissing");
        (await workbench.Approvals().Approve(workbench.Supervisor, ask, null, key)).IsDone.Should().BeTrue();
    }
}
