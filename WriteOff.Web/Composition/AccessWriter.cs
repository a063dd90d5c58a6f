using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;

namespace WriteOff.Web.Composition;

/// <summary>Each second, and once more at the end, writes who saw patient data.</summary>
internal sealed class AccessWriter(AccessLog access, TimeProvider clock, ILogger<AccessWriter> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        while (access.Waiting > 0 && await Write(cancellationToken))
        {
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await Write(stoppingToken);
    }

    private async Task<bool> Write(CancellationToken cancellationToken)
    {
        try
        {
            await access.Write(cancellationToken);
            return true;
        }
        catch (Exception broken) when (!cancellationToken.IsCancellationRequested)
        {
            // They wait on; past a limit, patient data isn't shown any more.
            log.LogError(broken, "Access rows could not be written; {Waiting} wait", access.Waiting);
            return false;
        }
    }
}
