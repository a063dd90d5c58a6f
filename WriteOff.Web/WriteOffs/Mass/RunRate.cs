using System.Globalization;

namespace WriteOff.Web.WriteOffs.Mass;

/// <summary>How fast a run goes, from what was seen of it in the last seconds.</summary>
public sealed class RunRate
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);
    private readonly List<(DateTimeOffset At, int Done)> _seen = [];

    /// <summary>Rows a second; null until it was seen twice, or while nothing moves.</summary>
    public int? PerSecond
    {
        get
        {
            if (_seen.Count < 2) return null;
            var (took, done) = (_seen[^1].At - _seen[0].At, _seen[^1].Done - _seen[0].Done);
            return took <= TimeSpan.Zero || done == 0 ? null : Math.Max(1, (int)(done * TimeSpan.TicksPerSecond / took.Ticks));
        }
    }

    /// <summary>Sees the run at a moment.</summary>
    public void See(DateTimeOffset at, int done)
    {
        _seen.RemoveAll(s => at - s.At > Window);
        _seen.Add((at, done));
    }

    /// <summary>It was paused, or ended: what was seen says nothing about later.</summary>
    public void Forget() => _seen.Clear();

    /// <summary>How long so many rows still take; null while that isn't known.</summary>
    public string? Left(int rows)
    {
        if (PerSecond is not { } pace) return null;
        var seconds = (rows + (long)pace - 1) / pace;
        return seconds < 120 ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, seconds)} s") : string.Create(CultureInfo.InvariantCulture, $"{(seconds + 59) / 60} min");
    }
}
