using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using WriteOff.Domain.Access;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.Verification;
using WriteOff.Tests.Support;
using WriteOff.Web.Commands;

namespace WriteOff.Tests.Web.Operations;

/// <summary>The backup that docs/operating.md describes, rehearsed: taken while acts go on, put into an empty folder, verified, signed in to.</summary>
public sealed class BackupTests
{
    [Fact]
    public async Task Backup_WhileActsGoOn_RestoredElsewhere_VerifiesAndLetsPeopleIn()
    {
        var folder = Directory.CreateTempSubdirectory("writeoff-backup-").FullName;
        try
        {
            var copy = Path.Combine(folder, "writeoff.db");
            await using (var app = await RunningApp.Start("--Demo:Enabled=false"))
            {
                var tenant = await app.OpenTenant(972);
                var setup = app.App.Services.GetRequiredService<TenantSetup>();
                using var stop = new CancellationTokenSource();
                var begun = new TaskCompletionSource();
                var acting = Task.Run(() => Act(setup, tenant.Id, begun, stop.Token));
                await begun.Task;
                (await CommandLine.Run(["backup", copy, $"--Database:ConnectionString={app.App.Services.GetRequiredService<DatabaseOptions>().ConnectionString}", "--environment=Production", "--Logging:LogLevel:Default=None"], TextWriter.Null, TextWriter.Null)).Should().Be(0);
                await stop.CancelAsync();
                (await acting).Should().BeGreaterThan(1, "acts went on meanwhile");
            }

            await using var restored = await RunningApp.Start("--Demo:Enabled=false", $"--Database:ConnectionString=Data Source={copy};Pooling=False");
            (await restored.App.Services.GetRequiredService<Verifier>().Run()).Should().OnlyContain(r => r.Holds);
            using var browser = restored.Browser();
            (await browser.SignIn("clerk972@admin.example", RunningApp.Password)).StatusCode.Should().Be(System.Net.HttpStatusCode.Redirect);
            (await browser.GetAsync("/health/ready")).IsSuccessStatusCode.Should().BeTrue();
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Backup_OverAFileThatIsThere_IsRefused()
    {
        var path = Path.GetTempFileName();
        try
        {
            using var error = new StringWriter();
            (await CommandLine.Run(["backup", path, "--environment=Production"], TextWriter.Null, error)).Should().Be(2);
            error.ToString().Should().Contain("is there already");
            new FileInfo(path).Length.Should().Be(0);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task<int> Act(TenantSetup setup, int tenant, TaskCompletionSource begun, CancellationToken stop)
    {
        var acts = 0;
        while (!stop.IsCancellationRequested)
        {
            (await setup.AddPerson(tenant, new NewPerson(Guid.NewGuid(), $"Person {acts}", $"p{acts++}@example.test", Role.Manager), CancellationToken.None)).IsDone.Should().BeTrue();
            if (acts == 2) begun.SetResult();
        }

        return acts;
    }
}
