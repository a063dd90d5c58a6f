using System.Threading.Channels;

namespace WriteOff.Domain.WriteOffs.Mass;

/// <summary>Wakes whoever does the runs in this process. Nothing depends on a ring being heard: a look every few seconds finds the same runs.</summary>
public sealed class RunSignal
{
    private readonly Channel<bool> _rings = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    internal void Ring() => _rings.Writer.TryWrite(true);

    /// <summary>Returns at the next ring, or after this long.</summary>
    public async Task Wait(TimeSpan longest, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clock);
        using var late = new CancellationTokenSource(longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            await _rings.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nobody rang: time to look by itself.
        }
    }
}
