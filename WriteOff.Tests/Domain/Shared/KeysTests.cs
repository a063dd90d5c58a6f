using Microsoft.Extensions.Time.Testing;
using WriteOff.Domain.Shared;

namespace WriteOff.Tests.Domain.Shared;

public sealed class KeysTests
{
    [Fact]
    public void Next_FromManyThreadsAtOneInstant_AllDifferentAndPositive()
    {
        var keys = new Keys(new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero)), node: 3);
        var made = new System.Collections.Concurrent.ConcurrentBag<long>();
        Parallel.For(0, 8, _ => { for (var n = 0; n < 10_000; n++) made.Add(keys.Next()); });
        made.Should().OnlyHaveUniqueItems().And.OnlyContain(k => k > 0);
    }

    [Fact]
    public void Next_TwoNodes_NeverTheSame()
    {
        var clock = new FakeTimeProvider();
        clock.SetUtcNow(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero));
        var (one, two) = (new Keys(clock, 1), new Keys(clock, 2));
        Enumerable.Range(0, 10_000).SelectMany(_ => new[] { one.Next(), two.Next() }).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Next_ClockGoesBack_StillRises()
    {
        var instant = new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);
        var clock = new BackwardsClock(instant);
        var keys = new Keys(clock, 1);
        var first = keys.Next();
        clock.Instant = instant.AddHours(-1);
        keys.Next().Should().BeGreaterThan(first);
    }

    private sealed class BackwardsClock(DateTimeOffset instant) : TimeProvider
    {
        public DateTimeOffset Instant { get; set; } = instant;

        public override DateTimeOffset GetUtcNow() => Instant;
    }
}
