using System.Net;
using Microsoft.Extensions.Configuration;
using WriteOff.Domain.Access;
using WriteOff.Tests.Support;
using WriteOff.Web.Composition;
using WriteOff.Web.Identity;

namespace WriteOff.Tests.Web.Identity;

/// <summary>Invitations and resets by e-mail, through a mail server on this machine.</summary>
public sealed class MailTests
{
    private const string Fresh = "my own sentence now";

    [Fact]
    public async Task Invitation_LinkOfTheLetter_SetsThePasswordOnce()
    {
        await using var server = new MailServer();
        await using var app = await RunningApp.Start(server.Settings);
        var tenant = await app.OpenTenant();
        var made = (await tenant.With(a => a.Add(tenant.Administrator, "New Clerk", "new@river.example", [Role.BillingClerk]))).Value;
        (made.IsMailed, made.Password).Should().Be((true, ""), "nobody else ever sees a password");
        var letter = server.Received.Should().ContainSingle().Which;
        letter.To.Mailboxes.Single().Address.Should().Be("new@river.example");
        letter.TextBody.Should().Contain("http://writeoff.example/account/choose?").And.Contain("Tenant 900");

        using var browser = app.Browser();
        var page = LinkOf(letter.TextBody!);
        (await (await Choose(browser, page, "short")).Text()).Should().Contain("has 5 characters");
        (await (await Choose(browser, page.Replace("token=", "token=x", StringComparison.Ordinal), Fresh)).Text()).Should().Contain("This link doesn’t count any more.");
        (await (await Choose(browser, page, Fresh)).Text()).Should().Contain("Your password is set.");
        (await (await Choose(browser, page, "another sentence of mine")).Text()).Should().Contain("This link doesn’t count any more.");
        (await browser.SignIn("new@river.example", Fresh)).StatusCode.Should().Be(HttpStatusCode.Redirect);
        (await browser.IsIn()).Should().BeTrue();
    }

    [Fact]
    public async Task Reset_ByLetter_EndsTheOldPassword_AndKeepsTheSecondFactor()
    {
        await using var server = new MailServer();
        await using var app = await RunningApp.Start(server.Settings);
        var tenant = await app.OpenTenant();
        using var browser = app.Browser();
        await browser.SignIn(tenant.Clerk.Email, RunningApp.Password);
        await AuthenticatorApp.SetUp(browser, TimeProvider.System);
        (await tenant.With(async a => await a.Reset(tenant.Administrator, await tenant.Line(tenant.Clerk.Id)))).Value.IsMailed.Should().BeTrue();
        using var again = app.Browser();
        (await again.SignIn(tenant.Clerk.Email, RunningApp.Password)).StatusCode.Should().Be(HttpStatusCode.OK, "the old one is over");
        (await (await Choose(again, LinkOf(server.Received.Single().TextBody!), Fresh)).Text()).Should().Contain("Your password is set.");
        (await again.SignIn(tenant.Clerk.Email, Fresh)).Headers.Location!.ToString().Should().EndWith("/sign-in/code");
    }

    [Fact]
    public async Task Server_ThatDoesntAnswer_LeavesThePasswordToHandOver()
    {
        var server = new MailServer();
        var settings = server.Settings;
        await server.DisposeAsync();
        await using var app = await RunningApp.Start(settings);
        var tenant = await app.OpenTenant();
        var made = (await tenant.With(a => a.Add(tenant.Administrator, "New Clerk", "new@river.example", [Role.BillingClerk]))).Value;
        made.IsMailed.Should().BeFalse();
        using var browser = app.Browser();
        (await browser.SignIn("new@river.example", made.Password)).StatusCode.Should().Be(HttpStatusCode.Redirect);
    }

    [Theory]
    [InlineData("Mail:From", "", "Mail:From is missing")]
    [InlineData("Mail:Port", "none", "no port")]
    [InlineData("Mail:Security", "Maybe", "none of StartTls")]
    [InlineData("Mail:PasswordFile", "/no/such/file", "can't be read")]
    [InlineData("Site:Url", "", "needs Site:Url")]
    public void Settings_Wrong_SayWhich(string key, string value, string says)
    {
        var right = new Dictionary<string, string?> { ["Mail:Host"] = "mail.example", ["Mail:From"] = "writeoff@river.example", ["Site:Url"] = "https://writeoff.example" };
        MailSettings? Read()
        {
            var configuration = new ConfigurationBuilder().AddInMemoryCollection(right).Build();
            return MailSettings.Read(configuration, Site.Read(configuration));
        }

        Read()!.Security.Should().Be(MailKit.Security.SecureSocketOptions.StartTls, "nothing goes out in the clear unless somebody says so");
        right[key] = value;
        FluentActions.Invoking(Read).Should().Throw<SettingException>().WithMessage($"*{says}*");
    }

    private static string LinkOf(string text) => new Uri(text.Split('\n').Select(l => l.Trim()).Single(l => l.StartsWith("http", StringComparison.Ordinal))).PathAndQuery;

    private static Task<HttpResponseMessage> Choose(HttpClient browser, string page, string fresh) =>
        browser.Send(page, page, ("_handler", "choose-password"), ("Form.Fresh", fresh), ("Form.Repeat", fresh));
}
