using System.Net;
using WriteOff.Domain.WriteOffs.Webhooks;

namespace WriteOff.Tests.Domain.WriteOffs;

public sealed class WebhookRulesTests
{
    /// <summary>The example that Standard Webhooks publishes.</summary>
    [Fact]
    public void Signature_OfThePublishedExample_IsThePublishedOne() =>
        WebhookSignature.Of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", DateTimeOffset.FromUnixTimeSeconds(1_614_265_330), "{\"test\": 2432232314}")
            .Should().Be("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");

    [Theory]
    [InlineData("https://hooks.clinic.example/writeoff", true)]
    [InlineData("https://8.8.8.8/x", true)]
    [InlineData("http://hooks.clinic.example/writeoff", false)]
    [InlineData("https://user:secret@hooks.clinic.example/", false)]
    [InlineData("https://hooks.clinic.example/#x", false)]
    [InlineData("https://localhost/x", false)]
    [InlineData("http://127.0.0.1:5000/x", false)]
    [InlineData("https://10.1.2.3/x", false)]
    [InlineData("https://192.168.0.1/x", false)]
    [InlineData("https://169.254.169.254/latest/meta-data", false)]
    [InlineData("https://[::1]/x", false)]
    [InlineData("https://[fd00::1]/x", false)]
    [InlineData("https://[::ffff:10.0.0.1]/x", false)]
    [InlineData("ftp://hooks.clinic.example/x", false)]
    [InlineData("/relative", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Url_ByItsText(string? url, bool allowed) => (WebhookRules.RefuseUrl(url, allowLoopback: false) is null).Should().Be(allowed);

    [Theory]
    [InlineData("http://127.0.0.1:5000/x", true)]
    [InlineData("http://localhost:5000/x", true)]
    [InlineData("http://10.0.0.1/x", false)]
    [InlineData("http://hooks.clinic.example/x", false)]
    public void Url_InDevelopment_OnlyThisMachineIsExcused(string url, bool allowed) => (WebhookRules.RefuseUrl(url, allowLoopback: true) is null).Should().Be(allowed);

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("172.15.0.1", true)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("2606:4700:4700::1111", true)]
    [InlineData("fe80::1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("::", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:a00:1::", false)]
    [InlineData("2001:db8::1", false)]
    public void Address_OpenInternetOnly(string address, bool isPublic) => WebhookRules.IsPublic(IPAddress.Parse(address)).Should().Be(isPublic);

    [Fact]
    public void Pauses_Rise_AndEnd()
    {
        var pauses = Enumerable.Range(1, WebhookRules.MostTries - 1).Select(n => WebhookRules.Pause(n)!.Value).ToList();
        pauses.Should().BeInAscendingOrder();
        WebhookRules.Pause(WebhookRules.MostTries).Should().BeNull();
    }

    [Fact]
    public void Events_NoneChosen_Refused() => WebhookRules.Refuse("https://hooks.clinic.example/", [], false)!.Code.Should().Be("EventsMissing");
}
