using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using WriteOff.Domain.Persistence;
using WriteOff.Tests.Support;
using WriteOff.Web.Composition;

namespace WriteOff.Tests.Web.Operations;

public sealed class HealthTests
{
    [Fact]
    public async Task Health_Anyone_IsToldInOneWord()
    {
        await using var app = await RunningApp.Start("--Demo:Enabled=false");
        using var browser = app.Browser();
        foreach (var path in new[] { "/health/live", "/health/ready", "/health/ready" })
        {
            using var answer = await browser.GetAsync(path);
            answer.StatusCode.Should().Be(HttpStatusCode.OK);
            (await answer.Content.ReadAsStringAsync()).Should().Be("Healthy");
        }
    }

    [Fact]
    public async Task Health_DiskNearlyFull_LivesButIsNotReady()
    {
        await using var app = await RunningApp.Start(services => services.AddSingleton<ReadFreeBytes>(_ => DiskReady.Least - 1), "--Demo:Enabled=false");
        using var browser = app.Browser();
        (await browser.GetAsync("/health/live", TestContext.Current.CancellationToken)).StatusCode.Should().Be(HttpStatusCode.OK);
        (await browser.GetAsync("/health/ready", TestContext.Current.CancellationToken)).StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        DiskReady.FreeAt(Path.Combine(Path.GetTempPath(), "any.db")).Should().BePositive();
    }

    [Fact]
    public async Task Health_DatabaseWithoutItsTables_LivesButIsNotReady()
    {
        await using var app = await RunningApp.Start("--Demo:Enabled=false");
        await using (var connection = new SqliteConnection(app.App.Services.GetRequiredService<DatabaseOptions>().ConnectionString))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "DROP TABLE __migrations_workbench";
            await command.ExecuteNonQueryAsync();
        }

        using var browser = app.Browser();
        (await browser.GetAsync("/health/live")).StatusCode.Should().Be(HttpStatusCode.OK);
        using var ready = await browser.GetAsync("/health/ready");
        ready.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await ready.Content.ReadAsStringAsync()).Should().Be("Unhealthy");
    }
}
