using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Tenants;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Tenants;

public sealed class ApiTokenTests
{
    [Fact]
    public async Task Make_BySupervisor_KeepsOnlyTheHashAndSaysSo()
    {
        var workbench = await TestWorkbench.Open();
        var made = await workbench.GivenToken(workbench.Supervisor, Scope.DenialRead, Scope.DenialWrite);

        made.Text.Should().StartWith($"wo_{workbench.TenantId}_{made.Id}_");
        var stored = await workbench.Read(db => db.Set<ApiToken>().SingleAsync());
        TokenText.TryRead(made.Text, out var text).Should().BeTrue();
        stored.SecretHash.Should().Equal(text!.Hash);
        stored.ScopeNames.Should().Be("billing.denial.read billing.denial.write");
        (await workbench.Dump()).Should().NotContain(made.Text.Split('_', 4)[3], "the secret is nowhere");
        var row = (await workbench.Trail())[^1];
        (row.Act, row.ActorName).Should().Be((AuditAct.ApiTokenMade, "Supervisor"));
        row.Detail.Should().Be("Nightly job, until 2027-02-22: billing.denial.read billing.denial.write");
    }

    [Fact]
    public async Task Find_LiveToken_IsItsMakerByTheTokensName()
    {
        var workbench = await TestWorkbench.Open();
        var made = await workbench.GivenToken(workbench.Supervisor, Scope.DenialRead);
        var actor = (await workbench.Door().Find(made.Text)).Value;
        actor.Should().Be(new Actor(workbench.TenantId, workbench.Supervisor.UserId, "Nightly job (token of Supervisor)") { TokenId = made.Id });
        (await workbench.Read(db => db.Set<ApiToken>().SingleAsync())).LastUsedAt.Should().Be(workbench.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Find_UsedTwiceInAMinute_NotesTheFirst()
    {
        var workbench = await TestWorkbench.Open();
        var made = await workbench.GivenToken(workbench.Supervisor, Scope.DenialRead);
        await workbench.Door().Find(made.Text);
        var first = workbench.Clock.GetUtcNow();
        workbench.Clock.Advance(TimeSpan.FromSeconds(59));
        await workbench.Door().Find(made.Text);
        (await workbench.Read(db => db.Set<ApiToken>().SingleAsync())).LastUsedAt.Should().Be(first);
        workbench.Clock.Advance(TimeSpan.FromSeconds(1));
        await workbench.Door().Find(made.Text);
        (await workbench.Read(db => db.Set<ApiToken>().SingleAsync())).LastUsedAt.Should().Be(first.AddMinutes(1));
    }

    [Theory]
    [InlineData(Role.BillingClerk)]
    [InlineData(Role.PostingClerk)]
    [InlineData(Role.Manager)]
    public async Task Make_WithoutTheScope_Refused(Role role)
    {
        var workbench = await TestWorkbench.Open();
        var before = await workbench.Dump();
        (await workbench.TokenService().Make(workbench.With(role), new NewApiToken("x", [Scope.DenialRead], 1))).Refusal!.Sentence.Should().Contain("api.manage");
        (await workbench.TokenService().Open(workbench.With(role))).Refusal!.Code.Should().Be("ScopeMissing");
        (await workbench.Dump()).Should().Be(before);
    }

    [Fact]
    public async Task Make_ForMoreThanTheMakerHas_Refused()
    {
        var workbench = await TestWorkbench.Open();
        // An administrator has no scope that the API asks for: nothing to give.
        (await workbench.TokenService().Open(workbench.Administrator)).Value.Offers.Should().BeEmpty();
        (await Refused(workbench, workbench.Administrator, new NewApiToken("x", [Scope.DenialApprove], 1))).Should().Be("ScopeNotYours");
        (await Refused(workbench, workbench.Administrator, new NewApiToken("x", [Scope.TenantAdmin], 1))).Should().Be("ScopeNotYours", "nor one that they have and no token may have");
        (await Refused(workbench, workbench.Supervisor, new NewApiToken("x", [Scope.ApiManage], 1))).Should().Be("ScopeNotYours", "no token makes another");
    }

    [Theory]
    [InlineData("", 1, 10, "TextMissing")]
    [InlineData("a\u202Eb", 1, 10, "TextUnreadable")]
    [InlineData("x", 0, 10, "ScopesMissing")]
    [InlineData("x", 1, 0, "NumberOutOfRange")]
    [InlineData("x", 1, 367, "NumberOutOfRange")]
    [InlineData("x", 1, null, "NumberOutOfRange")]
    public async Task Make_BadInput_Refused(string name, int scopes, int? days, string code)
    {
        var workbench = await TestWorkbench.Open();
        (await Refused(workbench, workbench.Supervisor, new NewApiToken(name, scopes == 0 ? [] : [Scope.DenialRead], days))).Should().Be(code);
    }

    [Fact]
    public async Task Find_RevokedExpiredOrMakerLocked_LetsNobodyIn()
    {
        var workbench = await TestWorkbench.Open();
        var revoked = await workbench.GivenToken(workbench.Supervisor);
        (await workbench.TokenService().Revoke(workbench.Administrator, revoked.Id)).IsDone.Should().BeTrue();
        (await workbench.Door().Find(revoked.Text)).Refusal!.Code.Should().Be("TokenEnded");
        (await workbench.TokenService().Revoke(workbench.Administrator, revoked.Id)).Refusal!.Code.Should().Be("AlreadySo");

        var locked = await workbench.GivenToken(workbench.Supervisor);
        await workbench.People.Lock(workbench.Administrator, workbench.Supervisor.UserId, 1);
        (await workbench.Door().Find(locked.Text)).Refusal!.Code.Should().Be("TokenEnded");
        (await workbench.TokenService().Open(workbench.Administrator)).Value.Lines.Select(l => l.Why).Should().Equal("Its maker is locked out", "Revoked");
        await workbench.People.Unlock(workbench.Administrator, workbench.Supervisor.UserId, 2);
        (await workbench.Door().Find(locked.Text)).IsDone.Should().BeTrue();
        workbench.Clock.Advance(TimeSpan.FromDays(90));
        (await workbench.Door().Find(locked.Text)).Refusal!.Code.Should().Be("TokenEnded");
    }

    [Fact]
    public async Task Find_WrongSecretOrTenantOrText_Unknown()
    {
        var workbench = await TestWorkbench.Open();
        var neighbour = await workbench.OpenNeighbour();
        var (ours, theirs) = (await workbench.GivenToken(workbench.Supervisor), await neighbour.GivenToken(neighbour.Supervisor));
        var (secret, other) = (ours.Text.Split('_', 4)[3], theirs.Text.Split('_', 4)[3]);
        foreach (var text in new[] { null, "", "wo", "wo_1_2", $"wo_{workbench.TenantId}_{ours.Id}_{other}", $"wo_{neighbour.TenantId}_{ours.Id}_{secret}", $"wo_{workbench.TenantId}_{theirs.Id}_{other}", ours.Text + "A", ours.Text[..^1] })
            (await workbench.Door().Find(text)).Refusal!.Code.Should().Be("TokenUnknown", text);
    }

    [Fact]
    public async Task Act_TokenWithFewerScopesThanItsMaker_RefusedBeyondThem()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial();
        var token = await workbench.GivenTokenActor(workbench.Supervisor, Scope.DenialRead);
        (await workbench.WriteOffs.Open(token, denial.Id)).IsDone.Should().BeTrue();
        (await workbench.WriteOffs.Submit(token, TestWorkbench.Whole(denial))).Refusal!.Sentence.Should().Contain("billing.denial.write");
        (await workbench.TokenService().Make(token, new NewApiToken("x", [Scope.DenialRead], 1))).Refusal!.Code.Should().Be("ScopeMissing");
    }

    [Fact]
    public async Task Act_MakersRoleTakenAway_TokenEndsWithIt()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial();
        var token = await workbench.GivenTokenActor(workbench.Supervisor, Scope.DenialRead, Scope.DenialWrite);
        await workbench.TakeRoles(workbench.Supervisor);
        (await workbench.WriteOffs.Submit(token, TestWorkbench.Whole(denial))).Refusal!.Code.Should().Be("ScopeMissing");
    }

    [Fact]
    public async Task Act_RevokedAfterTheDoor_RefusedInTheAct()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial();
        var token = await workbench.GivenTokenActor(workbench.Supervisor);
        await workbench.TokenService().Revoke(workbench.Supervisor, token.TokenId!.Value);
        (await workbench.WriteOffs.Submit(token, TestWorkbench.Whole(denial))).Refusal!.Code.Should().Be("ScopeMissing");
    }

    [Fact]
    public async Task Act_ByToken_TrailNamesTokenAndMaker()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial();
        var token = await workbench.GivenTokenActor(workbench.Supervisor);
        (await workbench.WriteOffs.Submit(token, TestWorkbench.Whole(denial))).IsDone.Should().BeTrue();
        var row = (await workbench.Trail())[^1];
        (row.Act, row.ActorId, row.ActorName).Should().Be((AuditAct.WrittenOff, workbench.Supervisor.UserId, "Nightly job (token of Supervisor)"));
    }

    private static async Task<string> Refused(TestWorkbench workbench, Actor actor, NewApiToken ask)
    {
        var before = await workbench.Dump();
        var code = (await workbench.TokenService().Make(actor, ask)).Refusal!.Code;
        (await workbench.Dump()).Should().Be(before);
        return code;
    }
}
