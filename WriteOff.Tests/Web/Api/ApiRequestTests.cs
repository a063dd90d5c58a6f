using WriteOff.Domain.Access;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Web.Api;

public sealed class ApiRequestTests(ApiApp api) : IClassFixture<ApiApp>
{
    private const string Requests = "/api/v1/requests";

    [Fact]
    public async Task Approve_WhatAnotherAsked_PostsOnceForItsKey()
    {
        var ask = await api.Tenant.Ask(GatedTenant.Kofi, 7);
        using var program = await api.Program(GatedTenant.Rosa);
        var answer = await program.GetAsync($"{Requests}/{ask.RequestId}");
        var version = answer.Headers.ETag!.Tag.Trim('"');
        var one = await answer.Json(200);
        (one.Text("status"), one.Text("requestedBy")).Should().Be(("PENDING", "Kofi Sarpong"));
        one.ToJsonString().Should().NotContain("SANDOVAL").And.NotContain("HP-7");

        var approved = await (await program.Act($"{Requests}/{ask.RequestId}/approve", null, version, "a-1")).Json(200);
        (approved.Text("status"), approved.Text("denialStatus")).Should().Be(("APPROVED", "WRITE_OFF"));
        (await (await program.Act($"{Requests}/{ask.RequestId}/approve", null, version, "a-1")).Json(200)).ToJsonString().Should().Be(approved.ToJsonString());
        await (await program.Act($"{Requests}/{ask.RequestId}/approve", new { note = "Yes" }, version, "a-1")).Refuses(422, "KeyUsedForOther");
        await (await program.Act($"{Requests}/{ask.RequestId}/approve", null, version, "a-2")).Refuses(409, "AlreadyDecided");
    }

    [Fact]
    public async Task Approve_OwnOrMakersRequest_Forbidden()
    {
        using var program = await api.Program(GatedTenant.Rosa);
        var denial = await api.Tenant.Denial(8);
        var asked = await (await program.Act($"/api/v1/denials/{denial.Id}/write-offs", new { lines = new[] { new { reason = "other", amountCents = 40_008 } }, note = "Too late" }, "1", "o-1")).Json(200);
        asked.Text("status").Should().Be("PENDING");
        var address = $"{Requests}/{asked.Text("requestId")}";
        var version = (await program.Json(address)).Text("version");
        (await program.Json(address))["approve"]!["why"]!.Text("code").Should().Be("OwnRequest");
        await (await program.Act($"{address}/approve", null, version, "o-2")).Refuses(403, "OwnRequest");
        (await api.Tenant.Approve(GatedTenant.Rosa, new(long.Parse(asked.Text("requestId"), System.Globalization.CultureInfo.InvariantCulture), 1, 2))).Refusal!.Code.Should().Be("OwnRequest", "nor does its maker on the page");
        (await program.Json($"{Requests}?view=mine"))["items"]!.AsArray().Should().Contain(i => i!.Text("id") == asked.Text("requestId"));

        var back = await (await program.Act($"{address}/withdraw", null, version, "o-3")).Json(200);
        (back.Text("status"), back.Text("denialStatus")).Should().Be(("CANCELLED", "OPEN"));
    }

    [Fact]
    public async Task Reject_NeedsANote_AndTheVersionLookedAt()
    {
        var ask = await api.Tenant.Ask(GatedTenant.Kofi, 9);
        using var program = await api.Program(GatedTenant.Rosa);
        var address = $"{Requests}/{ask.RequestId}/reject";
        await (await program.Act(address, null, "1.2", "r-1")).Refuses(422, "NoteRequired");
        await (await program.Act(address, new { note = "Appeal first" }, "1.1", "r-2")).Refuses(412, "ChangedSinceYouLooked");
        await (await program.Act(address, new { note = "Appeal first" }, "1", "r-3")).Refuses(428, "VersionMissing");
        (await (await program.Act(address, new { note = "Appeal first" }, "1.2", "r-4")).Json(200)).Text("denialStatus").Should().Be("OPEN");
    }

    [Fact]
    public async Task Requests_WithoutTheScopeOrUnknown_Refused()
    {
        var ask = await api.Tenant.Ask(GatedTenant.Kofi, 10);
        using var program = await api.Program(GatedTenant.Rosa, Scope.DenialRead);
        await (await program.Act($"{Requests}/{ask.RequestId}/approve", null, "1.2", "s-1")).Refuses(403, "ScopeMissing");
        await (await program.GetAsync($"{Requests}/7")).Refuses(404, "NotFound");
        await (await program.GetAsync($"{Requests}?view=all")).Refuses(422, "ViewUnknown");
        (await program.Json($"{Requests}?view=waiting"))["items"]!.AsArray().Should().Contain(i => i!.Text("denialId") == api.Tenant.Denial(10).Result.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
