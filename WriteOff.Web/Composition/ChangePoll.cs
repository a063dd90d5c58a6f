using WriteOff.Domain.Audit;

namespace WriteOff.Web.Composition;

/// <summary>Every second, looks for what other processes committed in the tenants that are open here.</summary>
internal sealed class ChangePoll(ChangeWatch watch, TimeProvider clock, ILogger<ChangePoll> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await watch.Look(stoppingToken);
            }
            catch (Exception broken) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(broken, "Other processes' changes could not be read");
            }
        }
    }
}
