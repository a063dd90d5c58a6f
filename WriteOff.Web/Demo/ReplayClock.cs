namespace WriteOff.Web.Demo;

/// <summary>A clock that stands where the replay of the demo's past put it: acts of long ago get their own instants.</summary>
public sealed class ReplayClock(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset _now = start;

    public override DateTimeOffset GetUtcNow() => _now;

    /// <summary>Goes on to a later instant; the past is not replayed twice.</summary>
    public void GoTo(DateTimeOffset instant) =>
        _now = instant >= _now ? instant : throw new ArgumentOutOfRangeException(nameof(instant), "The replay goes forward only.");
}
