using System.Data.Common;
using WriteOff.Domain.WriteOffs.Mass;

namespace WriteOff.Web.WriteOffs.Mass;

/// <summary>Does the runs in the background, one after the other: those that were just started, those that another process started, those that a killed server left.</summary>
internal sealed class RunWorker(MassRunner runner, RunBell bell, TimeProvider clock, ILogger<RunWorker> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var run in await runner.Waiting(stoppingToken)) await runner.Run(run, stoppingToken);
            }
            catch (DbException broken)
            {
                log.LogWarning(broken, "A run waits for the database");
            }

            await bell.Wait(Look, clock, stoppingToken);
        }
    }
}
