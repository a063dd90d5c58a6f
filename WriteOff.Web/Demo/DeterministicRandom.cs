namespace WriteOff.Web.Demo;

/// <summary>Chance that falls the same way on every machine and runtime (SplitMix64): the demo's files are the same bytes for the same day.</summary>
internal sealed class DeterministicRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>From 0 to <paramref name="below"/> − 1.</summary>
    public int Roll(int below) => (int)(Next() % (ulong)below);

    /// <summary>Both ends included.</summary>
    public int Between(int low, int high) => low + Roll(high - low + 1);

    /// <summary>True so many times in a hundred.</summary>
    public bool Chance(int percent) => Roll(100) < percent;

    public T Pick<T>(IReadOnlyList<T> some) => some[Roll(some.Count)];

    /// <summary>One of them, as often as its weight says.</summary>
    public T Pick<T>(IReadOnlyList<T> some, Func<T, int> weight)
    {
        var at = Roll(some.Sum(weight));
        foreach (var one in some)
        {
            at -= weight(one);
            if (at < 0) return one;
        }

        return some[^1];
    }

    private ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
