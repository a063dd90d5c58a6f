using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WriteOff.Domain.Access;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.Verification;
using WriteOff.Domain.WriteOffs;
using WriteOff.Domain.WriteOffs.Approvals;
using WriteOff.Tests.Support;
using static WriteOff.Tests.Support.TestRemittances;

namespace WriteOff.Tests.Web.Operations;

/// <summary>Patient data planted in an 835 and in forms, then everything driven: none of it may come out in a log line, a metric, a trace or an address.</summary>
public sealed class CanaryTests
{
    [Fact]
    public async Task Product_DrivenWithCanaries_SaysNoneOfThem()
    {
        using var canaries = new LeakProbe();
        await using var app = await RunningApp.Start(services => services.AddLogging(logging => logging.AddProvider(canaries)), "--Demo:Enabled=false",
            "--Logging:LogLevel:Default=Information", "--Logging:LogLevel:WriteOff=Trace", "--Logging:LogLevel:Microsoft.AspNetCore=Information", "--Logging:LogLevel:Microsoft.EntityFrameworkCore=Information");
        var tenant = await app.OpenTenant(971);
        var services = app.App.Services;
        var (clerk, supervisor) = (tenant.Of(tenant.Clerk), tenant.Of(tenant.Super));
        await Import(services, canaries, tenant.Id);

        var grid = services.GetRequiredService<DenialGrid>();
        (await grid.Search(clerk, canaries.Name, 6)).Value.Should().ContainSingle("the canary is in");
        var denialId = (await grid.Page(clerk, new GridAsk(Text: $"patient ~ \"{canaries.Name}\""))).Value.Rows.Single().Id;
        (await grid.Page(clerk, new GridAsk(Text: $"claim = {canaries.Claim} AND nonsense {canaries.Name}"))).IsDone.Should().BeFalse();
        var view = (await services.GetRequiredService<DenialViews>().Open(clerk, denialId)).Value;
        var service = services.GetRequiredService<WriteOffService>();
        await service.Submit(clerk, TestWorkbench.Whole(view.Denial, "no-such-reason", canaries.Note));
        (await service.Submit(clerk, TestWorkbench.Whole(view.Denial, "other", canaries.Note))).IsDone.Should().BeTrue();
        await services.GetRequiredService<ReopenService>().Reopen(supervisor, new DenialAsk(denialId, view.Denial.Version + 1), canaries.Note);
        await services.GetRequiredService<DenialService>().AddNote(clerk, denialId, canaries.Note);
        await services.GetRequiredService<ApprovalQueue>().Page(supervisor, new QueueAsk());
        await Browse(app, tenant, canaries, denialId);
        await Fail(services, clerk, view, canaries);
        (await services.GetRequiredService<Verifier>().Run(tenant.Id)).Should().OnlyContain(r => r.Holds);

        canaries.Heard.Should().Contain(l => l.StartsWith("metric WriteOff writeoff.acts act=WrittenOff")).And.Contain(l => l.StartsWith("metric WriteOff writeoff.refusals code=ReasonUnknown"))
            .And.Contain(l => l.StartsWith("metric WriteOff writeoff.import.bytes")).And.Contain(l => l.StartsWith("span WriteOff act")).And.Contain(l => l.StartsWith("log "));
        canaries.Leaks.Should().BeEmpty();
    }

    private static async Task Import(IServiceProvider services, LeakProbe canaries, int tenant)
    {
        var claim = Claim(canaries.Claim, Line("99213", 100, "CO-197 100")) with { PatientLastName = canaries.Name, MemberId = canaries.Member };
        using var file = new MemoryStream(TestRemittances.File(1, Of(claim)));
        var taken = await services.GetRequiredService<RemittanceIntake>().Take(Actor.System(tenant), "payment.835", file);
        taken.Value.Remittances.Single().DenialCount.Should().Be(1);
        using var broken = new MemoryStream(System.Text.Encoding.Latin1.GetBytes($"ISA*nothing {canaries.Name}~"));
        (await services.GetRequiredService<RemittanceIntake>().Take(Actor.System(tenant), "bad.835", broken)).IsDone.Should().BeFalse();
    }

    private static async Task Browse(RunningApp app, AdminTenant tenant, LeakProbe canaries, long denialId)
    {
        using var browser = app.Browser();
        (await browser.SignIn(tenant.Super.Email, RunningApp.Password)).StatusCode.Should().Be(System.Net.HttpStatusCode.Redirect);
        foreach (var path in new[] { "/", "/denials", $"/denials/{denialId}", "/audit", "/remittances", "/health/ready", "/denials/export.csv", "/denials/export.xlsx", "/audit/export.csv", $"/denials/{denialId}/package", "/nowhere" })
        {
            using var answer = await browser.GetAsync(path);
            canaries.HearAddress($"{answer.RequestMessage!.RequestUri} {answer.Headers.Location} {answer.Content.Headers.ContentDisposition}");
            if (path.Contains("export", StringComparison.Ordinal) || path.Contains("package", StringComparison.Ordinal)) answer.IsSuccessStatusCode.Should().BeTrue(path);
        }

        using var failed = await browser.SignIn($"{canaries.Name}@example.test", canaries.Note);
    }

    /// <summary>A database that refuses: its errors are logged, and must not quote the row.</summary>
    private static async Task Fail(IServiceProvider services, Actor clerk, DenialView view, LeakProbe canaries)
    {
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger("WriteOff.Canary");
        try
        {
            await services.GetRequiredService<WriteOff.Domain.Audit.WorkbenchWriter>().Write<bool>(clerk, (entry, _) =>
            {
                entry.Add(new DenialNote(clerk.TenantId, view.Denial.Id, 0, canaries.Note, clerk.UserId, entry.Now));
                entry.Record(WriteOff.Domain.Audit.AuditAct.NoteAdded, new WriteOff.Domain.Audit.AuditRow { DenialId = view.Denial.Id, Note = canaries.Note });
                return Task.FromResult<Outcome<bool>>(true);
            });
        }
        catch (Microsoft.EntityFrameworkCore.DbUpdateException refused)
        {
            log.LogError(refused, "A write was refused by the database");
        }
    }
}
