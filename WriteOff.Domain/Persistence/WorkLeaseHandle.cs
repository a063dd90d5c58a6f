using System.Data.Common;

namespace WriteOff.Domain.Persistence;

/// <summary>Work that this node does, renewed until it is disposed.</summary>
public sealed class WorkLeaseHandle : IAsyncDisposable
{
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly WorkLeases _leases;
    private readonly TimeProvider _clock;
    private readonly int _tenantId;
    private readonly string _name;
    private readonly Task _renewing;

    internal WorkLeaseHandle(WorkLeases leases, TimeProvider clock, int tenantId, string name)
    {
        (_leases, _clock, _tenantId, _name) = (leases, clock, tenantId, name);
        _renewing = Renew();
    }

    /// <summary>Cancelled when another node took the work over: stop, it goes on there.</summary>
    public CancellationToken Lost => _lost.Token;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _renewing;
        if (!_lost.IsCancellationRequested) await _leases.Release(_tenantId, _name);
        _stop.Dispose();
        _lost.Dispose();
    }

    private async Task Renew()
    {
        var heard = _clock.GetTimestamp();
        try
        {
            while (true)
            {
                await Task.Delay(WorkLeases.Renewal, _clock, _stop.Token);
                try
                {
                    if (!await _leases.Renew(_tenantId, _name, _stop.Token)) break;
                    heard = _clock.GetTimestamp();
                }
                catch (DbException) when (_clock.GetElapsedTime(heard) < WorkLeases.Silence)
                {
                    // The database doesn't answer just now: nobody else can take the work over either.
                }
            }
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (DbException)
        {
            // Silent for too long: another node may have it.
        }

        _leases.Forget(_tenantId, _name);
        await _lost.CancelAsync();
    }
}
