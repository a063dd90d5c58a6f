using Microsoft.Extensions.Configuration;
using WriteOff.Web.Composition;
using WriteOff.Web.Identity;

namespace WriteOff.Tests.Web.Identity;

public sealed class OpenIdSettingsTests
{
    [Theory]
    [InlineData("SignIn:Oidc:Authority", "http://sign-in.example", "no https address")]
    [InlineData("SignIn:Oidc:ClientId", "", "ClientId is missing")]
    [InlineData("SignIn:Oidc:Tenants", "one", "Tenants is missing")]
    [InlineData("SignIn:Oidc:ClientSecretFile", "/no/such/file", "can't be read")]
    public void Settings_Wrong_SayWhich(string key, string value, string says)
    {
        var right = new Dictionary<string, string?> { ["SignIn:Oidc:Authority"] = "https://sign-in.example", ["SignIn:Oidc:ClientId"] = "writeoff", ["SignIn:Oidc:Tenants"] = "1, 2" };
        OpenIdSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(right).Build())!.Tenants.Should().Equal(1, 2);
        right[key] = value;
        FluentActions.Invoking(() => OpenIdSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(right).Build())).Should().Throw<SettingException>().WithMessage($"*{says}*");
    }
}
