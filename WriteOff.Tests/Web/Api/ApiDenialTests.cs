using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Web.Api;

public sealed class ApiDenialTests(ApiApp api) : IClassFixture<ApiApp>
{
    private const string Denials = "/api/v1/denials";

    [Fact]
    public async Task List_UnderAFilter_PagesByOpaqueCursor()
    {
        using var program = await api.Program(GatedTenant.Rosa, Scope.DenialRead);
        List<string> seen = [];
        string? next = "";
        while (next is not null)
        {
            var page = await program.Json($"{Denials}?filter={Uri.EscapeDataString("denied < 200 AND age > 0")}&sort=smallest&limit=4{(next.Length == 0 ? "" : $"&cursor={next}")}");
            page["items"]!.AsArray().Count.Should().BeInRange(1, 4);
            seen.AddRange(page["items"]!.AsArray().Select(i => i!.Text("claimNumber")));
            next = page["next"]?.GetValue<string>();
        }

        seen.Should().OnlyHaveUniqueItems().And.BeSubsetOf(["HP-1", "HP-2", "HP-3", "HP-4", "HP-5", "HP-6"]).And.HaveCount(6);
    }

    [Fact]
    public async Task List_LargeLimit_IsCappedAndBadInputRefused()
    {
        using var program = await api.Program(GatedTenant.Rosa, Scope.DenialRead);
        (await program.Json($"{Denials}?limit=1000000"))["items"]!.AsArray().Count.Should().Be(12);
        await (await program.GetAsync($"{Denials}?limit=0")).Refuses(422, "LimitUnreadable");
        await (await program.GetAsync($"{Denials}?cursor=%21%21")).Refuses(422, "CursorUnreadable");
        await (await program.GetAsync($"{Denials}?cursor=AAAA")).Refuses(422, "CursorUnreadable");
        await (await program.GetAsync($"{Denials}?sort=best")).Refuses(422, "SortUnknown");
        await (await program.GetAsync($"{Denials}?filter=balance+%3C")).Refuses(422, "FilterUnreadable");
    }

    [Fact]
    public async Task List_FilterThatNamesAPatient_OnlyInABody()
    {
        using var program = await api.Program(GatedTenant.Rosa, Scope.DenialRead);
        await (await program.GetAsync($"{Denials}?filter={Uri.EscapeDataString("patient ~ \"PILAR 1\"")}")).Refuses(422, "FilterPrivate");
        var found = await (await program.Act($"{Denials}/search", new { filter = "patient ~ \"PILAR 2\"" }, null, null)).Json(200);
        found["items"]!.AsArray().Should().ContainSingle().Which!.Text("claimNumber").Should().Be("HP-2");
    }

    [Fact]
    public async Task One_ADenial_SaysWhatMayBeDoneAndWhyNot_AndLeavesAnAccessRow()
    {
        var denial = await api.Tenant.Denial(1);
        using var reader = await api.Program(GatedTenant.Rosa, Scope.DenialRead);
        var answer = await reader.GetAsync($"{Denials}/{denial.Id}");
        answer.Headers.ETag!.Tag.Should().Be($"\"{denial.Version}\"");
        var one = await answer.Json(200);
        one.Text("id").Should().Be(denial.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        one["claim"]!.Text("patientName").Should().Contain("SANDOVAL");
        one["may"]!["writeOff"]!["allowed"]!.GetValue<bool>().Should().BeFalse();
        one["may"]!["writeOff"]!["why"]!.Text("code").Should().Be("ScopeMissing");
        await api.Get<AccessLog>().Write();
        (await api.Read(db => db.Set<AccessRow>().AnyAsync(a => a.DenialId == denial.Id && a.ActorName == "Nightly job (token of Rosa Benitez)" && a.Kind == AccessKind.DenialOpened))).Should().BeTrue();

        using var writer = await api.Program(GatedTenant.Rosa);
        var more = await writer.Json($"{Denials}/{denial.Id}");
        more["may"]!["writeOff"]!["allowed"]!.GetValue<bool>().Should().BeTrue();
        more["reasons"]!.AsArray().Select(r => r!.Text("code")).Should().Contain("other");
    }

    [Fact]
    public async Task One_UnknownOrAnothersOrNoNumber_NotFound()
    {
        using var program = await api.Program(GatedTenant.Rosa);
        await (await program.GetAsync($"{Denials}/1")).Refuses(404, "NotFound");
        await (await program.GetAsync($"{Denials}/abc")).Refuses(404, "NotFound");
        await (await program.GetAsync("/api/v1/nothing")).Refuses(404, "NotFound");
        var (_, foreign) = await Foreign();
        await (await foreign.GetAsync($"{Denials}/{(await api.Tenant.Denial(1)).Id}")).Refuses(404, "NotFound");
    }

    [Fact]
    public async Task WriteOff_BelowTheGate_PostsOnce()
    {
        var denial = await api.Tenant.Denial(2);
        using var program = await api.Program(GatedTenant.Rosa);
        var (address, body) = ($"{Denials}/{denial.Id}/write-offs", new { lines = new[] { new { reason = "other", amountCents = 10_002 } }, note = "Payer is gone" });
        var first = await (await program.Act(address, body, "1", "k-1")).Json(200);
        (first.Text("status"), first.Text("denialStatus"), first.Text("balanceCents")).Should().Be(("POSTED", "WRITE_OFF", "0"));

        var rows = await api.AuditRows();
        (await (await program.Act(address, body, "1", "k-1")).Json(200)).ToJsonString().Should().Be(first.ToJsonString(), "the same key and body get the same answer");
        await (await program.Act(address, body with { note = "Another" }, "1", "k-1")).Refuses(422, "KeyUsedForOther");
        (await api.AuditRows()).Should().Be(rows);

        await (await program.Act(address, body, "2", "k-2")).Refuses(409, "ProtectedState");
        var reopened = await (await program.Act($"{Denials}/{denial.Id}/reopen", new { reason = "Paid after all" }, "2", "k-3")).Json(200);
        (reopened.Text("status"), reopened.Text("version")).Should().Be(("OPEN", "3"));
        (await (await program.Act($"{Denials}/{denial.Id}/reopen", new { reason = "Paid after all" }, "2", "k-3")).Json(200)).ToJsonString().Should().Be(reopened.ToJsonString());
    }

    [Fact]
    public async Task WriteOff_BadAsk_RefusedByKindAndNothingWritten()
    {
        var denial = await api.Tenant.Denial(3);
        using var program = await api.Program(GatedTenant.Rosa);
        var address = $"{Denials}/{denial.Id}/write-offs";
        object Body(long cents, string reason = "other", string? note = "Payer is gone") => new { lines = new[] { new { reason, amountCents = cents } }, note };
        var rows = await api.AuditRows();
        await (await program.Act(address, Body(10_003), null, "a")).Refuses(428, "VersionMissing");
        await (await program.Act(address, Body(10_003), "1", null)).Refuses(400, "KeyMissing");
        await (await program.Act(address, Body(10_003), "9", "b")).Refuses(412, "ChangedSinceYouLooked");
        await (await program.Act(address, Body(10_004), "1", "c")).Refuses(422, "AmountAboveBalance");
        await (await program.Act(address, Body(long.MaxValue), "1", "c")).Refuses(422, "AmountAboveBalance");
        await (await program.Act(address, Body(-1), "1", "d")).Refuses(422, "AmountNotPositive");
        await (await program.Act(address, Body(1, "nonsense"), "1", "e")).Refuses(422, "ReasonUnknown");
        await (await program.Act(address, Body(1, note: null), "1", "f")).Refuses(422, "NoteRequired");
        await (await program.Act(address, new { lines = Array.Empty<object>(), note = "x", amount = 1 }, "1", "g")).Refuses(400, "BodyUnreadable");
        await (await program.Act(address, new { lines = new object?[] { null } }, "1", "h")).Refuses(400, "BodyUnreadable");
        await (await program.Act(address, null, "1", "i")).Refuses(400, "BodyUnreadable");
        using var broken = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent("{\"lines\":[", Encoding.UTF8, "application/json"), Headers = { { "Idempotency-Key", "j" }, { "If-Match", "\"1\"" } } };
        await (await program.SendAsync(broken)).Refuses(400, "BodyUnreadable");
        using var reader = await api.Program(GatedTenant.Rosa, Scope.DenialRead);
        await (await reader.Act(address, Body(10_003), "1", "k")).Refuses(403, "ScopeMissing");
        (await api.AuditRows()).Should().BeGreaterThanOrEqualTo(rows);
        (await api.Tenant.Denial(3)).Should().BeEquivalentTo(denial);
    }

    [Fact]
    public async Task Cookie_OfASignedInPerson_OpensNothing()
    {
        using var browser = api.App.Browser();
        var person = await api.App.Person("cookie@example.test", GatedTenant.Id);
        (await browser.SignIn(person.Email!, RunningApp.Password)).StatusCode.Should().Be(HttpStatusCode.Redirect);
        (await browser.GetAsync("/account/password")).StatusCode.Should().Be(HttpStatusCode.OK, "the cookie is good");
        await (await browser.GetAsync(Denials)).Refuses(401, "TokenUnknown");
        await (await browser.Act($"{Denials}/1/reopen", new { reason = "x" }, "1", "k")).Refuses(401, "TokenUnknown");
    }

    [Fact]
    public async Task Token_OnAPage_IsNobody()
    {
        using var program = await api.Program(GatedTenant.Rosa);
        (await program.GetAsync("/denials/export.csv")).Headers.Location!.ToString().Should().Contain("/sign-in");
    }

    private async Task<(AdminTenant Tenant, HttpClient Program)> Foreign()
    {
        var tenant = await api.App.OpenTenant(931);
        return (tenant, await api.Program(tenant.Of(tenant.Super)));
    }
}
