using System.Globalization;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.WriteOffs.Mass;

namespace WriteOff.Web.WriteOffs.Mass;

/// <summary>Does the runs in the background, one after the other: those that were just started, those that another process started, those that a killed server left. One node does a run at a time.</summary>
internal sealed class RunWorker(WaitingRuns waiting, MassRunner runner, RunSignal signal, WorkLeases leases, TimeProvider clock, ILogger<RunWorker> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var run in await waiting.Find(stoppingToken)) await Do(run, stoppingToken);
            }
            catch (Exception broken) when (!stoppingToken.IsCancellationRequested) // A time-out comes as a cancellation, too, and an exception that leaves here stops the server.
            {
                log.LogWarning(broken, "Runs wait for the database");
            }

            await signal.Wait(Look, clock, stoppingToken);
        }
    }

    /// <summary>A run that can't go on stays where it is and is tried at the next look; it must not take the server or the other runs with it.</summary>
    private async Task Do(RunKey run, CancellationToken stoppingToken)
    {
        try
        {
            await using var lease = await leases.Take(run.TenantId, string.Create(CultureInfo.InvariantCulture, $"run {run.Number}"), stoppingToken);
            if (lease is null) return;
            using var either = CancellationTokenSource.CreateLinkedTokenSource(lease.Lost, stoppingToken);
            await runner.Run(run, either.Token);
        }
        catch (Exception broken) when (!stoppingToken.IsCancellationRequested)
        {
            log.LogError(broken, "Run {Number} of tenant {Tenant} can't go on just now", run.Number, run.TenantId);
        }
    }
}
