using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore.Diagnostics;
using WriteOff.Domain.Persistence;

namespace WriteOff.Web.Demo;

/// <summary>The demo's made-up records, filled at the first start: files through the intake, people's acts at their services, on the days they would have happened.</summary>
public static class DemoData
{
    /// <summary>Fills what is missing; nothing where the demo is off or its records are complete.</summary>
    public static async Task Make(IServiceProvider services, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(services);
        var (demo, database, now) = (services.GetRequiredService<DemoOptions>(), services.GetRequiredService<DatabaseOptions>(), services.GetRequiredService<TimeProvider>().GetUtcNow());
        if (!demo.On) return;
        if (demo.WithData) await Make(database, now, Console.Out, cancel);
        else await OpenOnly(database, now, cancel);
    }

    /// <summary>Tenants and people without data, so that the demo's people can do something.</summary>
    private static async Task OpenOnly(DatabaseOptions database, DateTimeOffset now, CancellationToken cancel)
    {
        using var gate = new WriteGate(database);
        var fill = new DemoSeeder(new WorkbenchDbs(database, new RelaxedSync()), gate);
        foreach (var practice in DemoPractice.All) await fill.Open(practice, now, cancel);
    }

    internal static async Task Make(DatabaseOptions database, DateTimeOffset now, TextWriter screen, CancellationToken cancel)
    {
        using var gate = new WriteGate(database);
        var fill = new DemoSeeder(new WorkbenchDbs(database, new RelaxedSync()), gate);
        var (watch, denials) = (Stopwatch.StartNew(), 0);
        foreach (var practice in DemoPractice.All)
        {
            if (await fill.IsDone(practice, cancel)) continue;
            if (denials == 0) await screen.WriteLineAsync("Making demo data, once…");
            var filled = await fill.Fill(practice, now, cancel);
            denials += filled.Denials;
            await screen.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {practice.Name}: {filled.Denials:N0} denials"));
        }

        if (denials > 0) await screen.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{denials:N0} denials in {watch.Elapsed.TotalSeconds:0} s"));
    }

    /// <summary>SQLite then syncs at checkpoints, not at each of the thousands of commits. Safe against a killed process, and a power cut costs no more than the last acts, which are played again.</summary>
    private sealed class RelaxedSync : DbConnectionInterceptor
    {
        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Set(connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Set(connection);
            return Task.CompletedTask;
        }

        private static void Set(DbConnection connection)
        {
            if (connection is not Microsoft.Data.Sqlite.SqliteConnection) return;
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA synchronous = NORMAL;";
            command.ExecuteNonQuery();
        }
    }
}
