using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Properties;

/// <summary>Two at once: one effect, and the loser is told why. In one process (one write gate), and as two processes on one file.</summary>
public sealed class RaceTests
{
    private const int Rounds = 1_000;
    private const int RoundsOfTwoProcesses = 100;
    private static readonly Money Each = new(600);

    public static TheoryData<bool> Processes => [false, true];

    [Theory]
    [MemberData(nameof(Processes))]
    public async Task Submit_SameDenialTwoKeys_OneWriteOff(bool two)
    {
        var (workbench, other, claims) = await Start(two, denialsEach: 1);
        foreach (var denial in claims.Select(c => c[0]))
        {
            var race = await ConcurrentActs.Race(() => workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(denial)), () => other.WriteOffs.Submit(workbench.Supervisor, TestWorkbench.Whole(denial)));
            OneWon(race.One, race.Two).Code.Should().Be("ProtectedState");
        }

        await Finish(workbench, writeOffs: claims.Count);
    }

    [Theory]
    [MemberData(nameof(Processes))]
    public async Task Submit_SamePartOfOneVersion_SecondSeesTheChange(bool two)
    {
        var (workbench, other, claims) = await Start(two, denialsEach: 1);
        foreach (var denial in claims.Select(c => c[0]))
        {
            var part = States.Part(denial, new Money(100));
            var race = await ConcurrentActs.Race(() => workbench.WriteOffs.Submit(workbench.Clerk, part), () => other.WriteOffs.Submit(workbench.Clerk, part with { Key = Guid.NewGuid() }));
            OneWon(race.One, race.Two).Code.Should().Be("ChangedSinceYouLooked");
        }

        await Finish(workbench, writeOffs: claims.Count);
    }

    [Theory]
    [MemberData(nameof(Processes))]
    public async Task Submit_SameKeyTwice_OneWriteOffOneRepeat(bool two)
    {
        var (workbench, other, claims) = await Start(two, denialsEach: 1);
        foreach (var denial in claims.Select(c => c[0]))
        {
            var ask = TestWorkbench.Whole(denial);
            var race = await ConcurrentActs.Race(() => workbench.WriteOffs.Submit(workbench.Clerk, ask), () => other.WriteOffs.Submit(workbench.Clerk, ask));
            new[] { race.One.Value.IsRepeat, race.Two.Value.IsRepeat }.Should().BeEquivalentTo([false, true]);
            race.One.Value.RequestId.Should().Be(race.Two.Value.RequestId);
        }

        await Finish(workbench, writeOffs: claims.Count);
    }

    [Theory]
    [MemberData(nameof(Processes))]
    public async Task Submit_TwoDenialsOfOneClaim_OnlyOneBelowTheGate(bool two)
    {
        var (workbench, other, claims) = await Start(two, denialsEach: 2, t => t with { Gate = GateMode.AboveAmount, GateAboveCents = 1_000 });
        foreach (var pair in claims)
        {
            var race = await ConcurrentActs.Race(() => workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(pair[0])), () => other.WriteOffs.Submit(workbench.Supervisor, TestWorkbench.Whole(pair[1])));
            new[] { race.One.Value.IsPending, race.Two.Value.IsPending }.Should().BeEquivalentTo([false, true]);
        }

        await Finish(workbench, writeOffs: claims.Count);
    }

    [Theory]
    [MemberData(nameof(Processes))]
    public async Task Submit_AgainstAnAppeal_OneOfThem(bool two)
    {
        var (workbench, other, claims) = await Start(two, denialsEach: 1);
        var written = 0;
        foreach (var denial in claims.Select(c => c[0]))
        {
            var race = await ConcurrentActs.Race(() => workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(denial)),
                () => other.Appeals.File(workbench.Supervisor, new DenialAsk(denial.Id, denial.Version), new AppealAsk(1, workbench.Today)));
            (race.One.IsDone ^ race.Two.IsDone).Should().BeTrue();
            (race.One.Refusal ?? race.Two.Refusal)!.Code.Should().Be("ProtectedState");
            written += race.One.IsDone ? 1 : 0;
        }

        await Finish(workbench, written);
    }

    private static async Task<(TestWorkbench Workbench, TestWorkbench Other, List<Denial[]> Claims)> Start(bool two, int denialsEach, Func<NewTenant, NewTenant>? change = null)
    {
        var workbench = await TestWorkbench.Open(change);
        return (workbench, two ? workbench.OpenSecondProcess() : workbench, await workbench.GivenClaims(two ? RoundsOfTwoProcesses : Rounds, denialsEach, Each));
    }

    private static Refusal OneWon(Outcome<WriteOffReceipt> one, Outcome<WriteOffReceipt> two)
    {
        (one.IsDone ^ two.IsDone).Should().BeTrue("exactly one wins");
        return (one.Refusal ?? two.Refusal)!;
    }

    private static async Task Finish(TestWorkbench workbench, int writeOffs)
    {
        (await workbench.Read(db => db.Set<PaymentApplication>().CountAsync())).Should().Be(writeOffs);
        await Expect.Clean(workbench);
    }
}
