using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.WriteOffs;

public sealed class PolicyPreviewTests
{
    private static readonly string[] Reasons = ["other", "bad-debt", "non-covered", "timely-filing-expired"];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Preview_OfAnyHistory_EqualsANaiveRecomputation(int seed)
    {
        var workbench = await TestWorkbench.Open();
        await Live(workbench, new Random(seed));
        foreach (var (gate, above) in new[] { (GateMode.Off, 0L), (GateMode.Always, 0L), (GateMode.AboveAmount, 0L), (GateMode.AboveAmount, 15_000L), (GateMode.AboveAmount, 40_000L) })
        {
            var ask = PolicyAsk.Same(await workbench.Read(db => db.Set<TenantPolicy>().AsNoTracking().SingleAsync())) with { Gate = gate, GateAbove = new Money(above) };
            var dump = await workbench.Dump();
            var preview = (await workbench.Previews.Of(workbench.Administrator, ask)).Value;
            preview.Should().Be(await Naive(workbench, gate, above), "seed {0}, {1} {2}", seed, gate, above);
            (await workbench.Dump()).Should().Be(dump, "a preview writes nothing");
        }
    }

    [Fact]
    public async Task Preview_SplitOnOneClaim_CountsTheSecondAndWhatWasTakenBack()
    {
        var workbench = await TestWorkbench.Open();
        var first = await workbench.GivenDenial(new Money(199_900));
        var second = await workbench.GivenDenial(new Money(199_900), claimId: first.ClaimId);
        await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(first));
        await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(second));
        await workbench.Reopens.Reopen(workbench.Clerk, await workbench.Now(second), "Wrong one");

        var preview = (await workbench.Previews.Of(workbench.Administrator, Ask(GateMode.AboveAmount, 200_000))).Value;

        (preview.Asked, preview.Waited, preview.WouldWait, preview.More).Should().Be((2, 0, 1, 1));
        (preview.MoreAmount, preview.MoreReopened).Should().Be((new Money(199_900), new Money(199_900)));
    }

    [Fact]
    public void Replay_LooserGate_CountsWhatWasRejectedAndLetsItCountForNobody()
    {
        var policy = new TenantPolicy(1) { Gate = GateMode.AboveAmount, GateAboveCents = 10_000 };
        var replay = new GateReplay(policy, new() { [7] = 2_000 });
        replay.Take(new GateEvent(1, 7, 1, 8_000, [], Waited: true, RequestStatus.Rejected));
        replay.Take(new GateEvent(2, 7, 2, 8_000, [], Waited: true, RequestStatus.Approved));
        replay.Take(new GateEvent(3, 7, 3, 1, [], Waited: false, RequestStatus.Posted));
        var sum = replay.Sum(default, isCapped: false);
        (sum.Asked, sum.Waited, sum.WouldWait).Should().Be((3, 2, 1));
        (sum.Fewer, sum.FewerAmount, sum.FewerRejected).Should().Be((2, new Money(16_000), new Money(8_000)));
        (sum.More, sum.MoreAmount).Should().Be((1, new Money(1)), "10,000.01 stands on the claim with it");
    }

    [Theory]
    [InlineData(99, 0L, "ChoiceUnknown")]
    [InlineData(3, -1L, "AmountOutOfRange")]
    [InlineData(3, null, "AmountUnreadable")]
    public async Task Preview_GateUnreadable_Refused(int gate, long? above, string code)
    {
        var workbench = await TestWorkbench.Open();
        await Expect.Refused(workbench, () => workbench.Previews.Of(workbench.Administrator, Ask((GateMode)gate, above)), code);
    }

    [Fact]
    public void Keys_FloorAt_IsBelowEveryKeyMadeSince()
    {
        var now = TestWorkbench.Start;
        var key = new Keys(new Microsoft.Extensions.Time.Testing.FakeTimeProvider(now), 1023).Next();
        key.Should().BeGreaterThanOrEqualTo(Keys.FloorAt(now)).And.BeLessThan(Keys.FloorAt(now.AddMilliseconds(1)));
        Keys.FloorAt(DateTimeOffset.UnixEpoch).Should().Be(0);
    }

    private static PolicyAsk Ask(GateMode gate, long? above) =>
        PolicyAsk.Same(new TenantPolicy(1)) with { Gate = gate, GateAbove = above is { } cents ? new Money(cents) : null };

    /// <summary>Half a year of write-offs, reopenings and changing gates on a few claims.</summary>
    private static async Task Live(TestWorkbench workbench, Random random)
    {
        List<Denial> denials = [];
        for (var n = 0; n < 8; n++) denials.Add(await workbench.GivenDenial(new Money(random.Next(5_000, 60_000)), claimId: n > 2 ? denials[random.Next(3)].ClaimId : null));
        await workbench.ChangeReason("bad-debt", r => r.Gate = ReasonGate.Always);
        await workbench.ChangeReason("non-covered", r => r.Gate = ReasonGate.Never);
        for (var step = 0; step < 40; step++)
        {
            workbench.Clock.Advance(TimeSpan.FromHours(random.Next(1, 240)));
            if (random.Next(6) == 0) await workbench.SetGate((GateMode)random.Next(1, 4), random.Next(0, 50_000));
            var denial = await workbench.Reload(denials[random.Next(denials.Count)]);
            if (random.Next(3) == 0) await workbench.Reopens.Reopen(workbench.Supervisor, await workbench.Now(denial), "Taken back");
            else if (denial.Available.IsPositive) await workbench.WriteOffs.Submit(workbench.Supervisor, States.Part(denial, new Money(random.Next(1, (int)denial.Available.Cents + 1)), Reasons[random.Next(Reasons.Length)]));
        }
    }

    /// <summary>For each request of the last 90 days, everything before it on its claim is added up again.</summary>
    private static async Task<GatePreview> Naive(TestWorkbench workbench, GateMode gate, long above)
    {
        var requests = await workbench.Read(db => db.Set<WriteOffRequest>().AsNoTracking().OrderBy(r => r.Id).ToListAsync());
        var lines = await workbench.Read(db => db.Set<WriteOffRequestLine>().AsNoTracking().ToListAsync());
        var undone = await workbench.Read(db => db.Set<PaymentApplication>().AsNoTracking().Where(a => a.ReversesId != null).ToListAsync());
        var reasons = (await workbench.Reasons.Open(workbench.Administrator)).Value.Lines.ToDictionary(l => l.Reason.Id, l => l.Reason);
        var since = workbench.Clock.GetUtcNow().AddDays(-PolicyPreview.Days);
        var policy = new TenantPolicy(workbench.TenantId) { Gate = gate, GateAboveCents = above };
        var judged = requests.Where(r => r.RequestedAt >= since).Select(r => (Request: r,
            Was: r.StatusAfter == DenialStatus.PendingWriteOff,
            Would: Gate.Judge(policy, [.. lines.Where(l => l.RequestId == r.Id).Select(l => reasons[l.ReasonId])], r.Amount, new Money(
                requests.Where(o => o.ClaimId == r.ClaimId && o.Id < r.Id).Sum(o => o.AmountCents) + undone.Where(u => u.ClaimId == r.ClaimId && u.Id < r.Id).Sum(u => u.AmountCents))).IsGated)).ToList();
        var more = judged.Where(j => j is { Would: true, Was: false }).Select(j => j.Request).ToList();
        var fewer = judged.Where(j => j is { Would: false, Was: true }).Select(j => j.Request).ToList();
        return new GatePreview(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(since, TimeZoneInfo.FindSystemTimeZoneById("America/Chicago")).DateTime),
            judged.Count, judged.Count(j => j.Was), judged.Count(j => j.Would), more.Count, new Money(more.Sum(r => r.AmountCents)),
            new Money(-undone.Where(u => more.Exists(r => r.Id == u.RequestId)).Sum(u => u.AmountCents)), fewer.Count, new Money(fewer.Sum(r => r.AmountCents)), Money.Zero, false);
    }
}
