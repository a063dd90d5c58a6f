using System.Net;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Web.Identity;

/// <summary>Signing in at an organisation's own server.</summary>
public sealed class OpenIdTests : OpenIdScene
{
    [Fact]
    public async Task FirstSignIn_MakesThePerson_WithTheRoleOfTheGroup_AndEntersAtTheAddressAskedFor()
    {
        var (end, browser) = await Enter("/denials?q=age");
        using var _ = browser;
        end.RequestMessage!.RequestUri!.PathAndQuery.Should().Be("/denials?q=age");
        end.StatusCode.Should().Be(HttpStatusCode.OK);
        var line = await Line();
        (line.Name, line.Email, line.FromGroups).Should().Be(("Ona Lind", "ona@river.example", true));
        line.Roles.Should().Equal(Role.BillingClerk);
        (await Rows(AuditAct.PersonAdded)).Should().EndWith("Ona Lind, ona@river.example: Billing clerk, from groups");
        var asked = Server.Authorizations.Should().ContainSingle().Which;
        asked.ResponseType.Should().Be("code");
        asked.CodeChallengeMethod.Should().Be("S256");
        new[] { asked.CodeChallenge, asked.State, asked.Nonce }.Should().NotContainNulls();
        using var page = App.Browser();
        (await page.GetStringAsync("/sign-in")).Should().Contain("Sign in with River account");
    }

    [Fact]
    public async Task NextSignIn_FollowsTheGroups_AndMakesNobodyNew()
    {
        (await Enter()).Browser.Dispose();
        Server.Person = Server.Person with { Groups = ["river-leads"] };
        (await Enter()).Browser.Dispose();
        (await Line()).Roles.Should().Equal(Role.BillingSupervisor);
        (await RiverTenant.People.Open(RiverTenant.Administrator)).Value.Should().HaveCount(4);
    }

    public static TheoryData<string[], string> NoPlace => new()
    {
        { [], "None of your groups has a role here." }, { ["RIVER-BILLING", "others"], "None of your groups has a role here." },
        { ["river-leads", "river-admins"], "An administrator can't also approve write-offs." }, { ["river-billing", "lake-billing"], "roles in several organisations" },
    };

    [Theory]
    [MemberData(nameof(NoPlace))]
    public async Task Groups_WithoutOneClearPlace_LetNobodyInAndMakeNobody(string[] groups, string says)
    {
        await Map(LakeTenant, "lake-billing", Role.BillingClerk);
        Server.Person = Server.Person with { Groups = groups };
        await Refused(says);
    }

    [Theory]
    [InlineData(null, "names no e-mail address")]
    [InlineData("clerk1500@admin.example", "An account with a password has your e-mail address here.")]
    [InlineData("clerk1501@admin.example", "An account with a password has your e-mail address here.")]
    public async Task Address_MissingOrTaken_TakesNoAccountOver(string? email, string says)
    {
        Server.Person = Server.Person with { Email = email };
        await Refused(says);
    }

    [Fact]
    public async Task Locked_IsRefused_UntilAnAdministratorLetsThemBackIn()
    {
        (await Enter()).Browser.Dispose();
        (await RiverTenant.With(async a => await a.Lock(RiverTenant.Administrator, await Line()))).Should().BeNull();
        var (end, browser) = await Enter();
        browser.Dispose();
        (await end.Content.ReadAsStringAsync()).Should().Contain("Your access here is locked.");
        (await RiverTenant.With(async a => await a.Unlock(RiverTenant.Administrator, await Line()))).Should().BeNull();
        (await Enter()).End.RequestMessage!.RequestUri!.AbsolutePath.Should().Be("/");
    }
}
