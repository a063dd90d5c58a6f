using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Domain.Shared;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Remittances.Reversals;

/// <summary>Two at once: one effect, the loser is told, nothing half.</summary>
public sealed class ReopenRaceTests
{
    private const int Rounds = 300;

    [Fact]
    public async Task Reopen_AgainstReopen_OneOfThem()
    {
        var workbench = await TestWorkbench.Open();
        foreach (var denial in await Flagged(workbench, reversalToo: true))
        {
            var ask = new DenialAsk(denial.Id, denial.Version);
            var race = await ConcurrentActs.Race(() => workbench.Corrections.Reopen(workbench.Clerk, ask, "The payer paid"), () => workbench.Corrections.Reopen(workbench.Supervisor, ask, "The payer paid"));
            (race.One.IsDone ^ race.Two.IsDone).Should().BeTrue();
            (race.One.Refusal ?? race.Two.Refusal)!.Code.Should().Be("ChangedSinceYouLooked");
        }

        await EndsPaid(workbench);
    }

    [Fact]
    public async Task Reopen_AgainstTheCorrection_EndsTheSame()
    {
        var workbench = await TestWorkbench.Open();
        foreach (var denial in await Flagged(workbench, reversalToo: false))
        {
            var number = (await workbench.ClaimOf(denial)).ClaimNumber;
            var race = await ConcurrentActs.Race(() => workbench.Corrections.Reopen(workbench.Clerk, new DenialAsk(denial.Id, denial.Version), "The payer paid"), () => workbench.Take(Payers.Paid(number, control: number)));
            race.One.IsDone.Should().BeTrue("the correction waits for it, or finds it reopened");
            race.Two.HeldCount.Should().BeInRange(0, 1);
        }

        await EndsPaid(workbench);
    }

    /// <summary>So many denials written off, each with its reversal waiting, and the correction too or not yet.</summary>
    private static async Task<List<Denial>> Flagged(TestWorkbench workbench, bool reversalToo)
    {
        var numbers = Enumerable.Range(1, Rounds).Select(n => $"RC{n:0000}A").ToList();
        await workbench.Take([.. numbers.Select(n => Payers.Denied(n, control: n))]);
        foreach (var denial in await workbench.Denials()) (await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(denial))).IsDone.Should().BeTrue();
        IEnumerable<OutgoingClaim> Later(string n) => reversalToo ? [Payers.Denied(n, control: n).Reversed(), Payers.Paid(n, control: n)] : [Payers.Denied(n, control: n).Reversed()];
        await workbench.Take([.. numbers.SelectMany(Later)]);
        var denials = await workbench.Denials();
        denials.Should().HaveCount(Rounds).And.OnlyContain(d => d.IsFlagged);
        return denials;
    }

    private static async Task EndsPaid(TestWorkbench workbench)
    {
        (await workbench.Denials()).Should().HaveCount(Rounds).And.OnlyContain(d => d.Status == DenialStatus.Resolved && d.Resolution == Resolution.Paid && !d.IsFlagged);
        (await workbench.Payments()).Should().OnlyContain(p => p.Outcome == ClaimPaymentOutcome.Posted);
        (await workbench.Read(db => db.Set<PaymentApplication>().CountAsync(a => a.Type == ApplicationType.Payment))).Should().Be(Rounds);
        await workbench.MustHold();
    }
}
