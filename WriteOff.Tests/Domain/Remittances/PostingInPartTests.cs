using System.Globalization;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Remittances.Posting;
using WriteOff.Domain.Shared;
using WriteOff.Tests.Support;
using static WriteOff.Tests.Support.TestRemittances;

namespace WriteOff.Tests.Domain.Remittances;

/// <summary>A long remittance while others want to write: it lets them in between, and goes on.</summary>
public sealed class PostingInPartTests
{
    private const int Claims = 700;

    /// <summary>Each claim 60 and 80; every hundredth stands in it twice.</summary>
    private static byte[] Long(int control = 1) => File(control, Of([.. Enumerable.Range(1, Claims).SelectMany(n =>
    {
        var claim = Claim(n.ToString(CultureInfo.InvariantCulture), Line("99213", 60, "CO-45 20"), Line("85025", 80, "CO-197 80"));
        return n % 100 == 0 ? [claim, claim] : new[] { claim };
    })]));

    [Fact]
    public async Task Take_SomebodyWaits_WritesInBetweenAndTheResultIsTheSame()
    {
        var (alone, workbench) = (await TestWorkbench.OpenSqlite(), await TestWorkbench.OpenSqlite());
        await alone.Take(Long());
        var neighbour = new Neighbour(workbench);

        var taken = (await Take(workbench, neighbour.Wait)).Value;

        var receipt = taken.Remittances.Single();
        (receipt.Status, receipt.PostedCount, receipt.HeldCount, receipt.DenialCount).Should().Be((RemittanceStatus.Posted, Claims, 7, Claims));
        (await neighbour.Entered()).Should().BeGreaterThan(2).And.Be(await Parts(workbench));
        (await Facts(workbench)).Should().Be(await Facts(alone));
        await Expect.Clean(workbench);
    }

    [Fact]
    public async Task Take_NobodyWaits_IsOneTransaction()
    {
        var workbench = await TestWorkbench.OpenSqlite();

        await workbench.Take(Long());

        (await Parts(workbench)).Should().Be(0);
        (await workbench.Trail()).Count(a => a.Act == AuditAct.RemittancePosted).Should().Be(1);
    }

    [Fact]
    public async Task Take_LongerThanOneActHolds_CommitsInBetweenAndTheResultIsTheSame()
    {
        var (alone, workbench) = (await TestWorkbench.OpenSqlite(), await TestWorkbench.OpenSqlite());
        await alone.Take(Long());
        using var file = new MemoryStream(Long());

        var taken = (await new RemittanceIntake(workbench.Writer, workbench.Dbs) { MostInOneAct = 200 }.Take(workbench.PostingClerk, "long.835", file, TestContext.Current.CancellationToken)).Value;

        taken.Remittances.Single().Status.Should().Be(RemittanceStatus.Posted);
        (await Parts(workbench)).Should().BeGreaterThan(0);
        (await Facts(workbench)).Should().Be(await Facts(alone));
        await Expect.Clean(workbench);
    }

    [Fact]
    public async Task Take_InterruptedInPart_TheSameFileGoesOnWhereItStopped()
    {
        var (alone, workbench) = (await TestWorkbench.OpenSqlite(), await TestWorkbench.OpenSqlite());
        await alone.Take(Long());
        var neighbour = new Neighbour(workbench);
        var interrupted = () => Take(workbench, progress =>
        {
            neighbour.Wait(progress);
            if (progress.Done > 300) throw new OperationCanceledException("The process is gone.");
        });
        await interrupted.Should().ThrowAsync<OperationCanceledException>();
        await neighbour.Entered();
        var part = await workbench.Read(db => db.Set<Remittance>().SingleAsync());
        await Expect.Clean(workbench);
        (part.Status, part.PostedCount is > 100 and < Claims).Should().Be((RemittanceStatus.Posting, true));

        var elsewhere = (await workbench.Take(Long(2), "other.835")).Value.Remittances.Single();
        var again = (await workbench.Take(Long())).Value.Remittances.Single();

        elsewhere.Status.Should().Be(RemittanceStatus.Duplicate);
        elsewhere.Why.Should().Contain("posted in part");
        (again.Status, again.PostedCount, again.HeldCount, again.DenialCount).Should().Be((RemittanceStatus.Posted, Claims, 7, Claims));
        (await Facts(workbench)).Should().Be(await Facts(alone));
        await Expect.Clean(workbench);
    }

    [Fact]
    public async Task Take_SomebodyLooksOn_IsToldEachBatchAndTheEnd()
    {
        var workbench = await TestWorkbench.Open();
        List<PostingProgress> told = [];

        await Take(workbench, told.Add);

        told.Should().HaveCountGreaterThan(2);
        told.Select(t => t.Done).Should().BeInAscendingOrder();
        told[^1].Should().Be(new PostingProgress(Claims + 7, Claims + 7, Claims, Claims, 7));
    }

    private static async Task<Outcome<FileReceipt>> Take(TestWorkbench workbench, Action<PostingProgress> tell)
    {
        using var content = new MemoryStream(Long());
        return await new RemittanceIntake(workbench.Writer, workbench.Dbs).Take(workbench.System, "payment.835", content, tell);
    }

    private static Task<int> Parts(TestWorkbench workbench) => workbench.Read(db => db.Set<AuditRow>().CountAsync(a => a.Act == AuditAct.RemittancePostedInPart));

    private static async Task<string> Facts(TestWorkbench workbench)
    {
        var rows = await workbench.Read(db => db.Set<PaymentApplication>().GroupBy(a => a.Type).Select(g => new { g.Key, Count = g.Count(), Cents = g.Sum(a => a.AmountCents) }).OrderBy(g => g.Key).ToListAsync());
        var outcomes = await workbench.Read(db => db.Set<RemittanceClaim>().OrderBy(c => c.Number).Select(c => c.Outcome).ToListAsync());
        return string.Join(' ', rows) + string.Concat(outcomes.Select(o => (int)o));
    }

    /// <summary>Somebody who wants to write whenever it is told how far posting came, and leaves at once when let in.</summary>
    private sealed class Neighbour(TestWorkbench workbench)
    {
        private readonly List<Task> _turns = [];

        public void Wait(PostingProgress progress)
        {
            var turn = workbench.Gate.Enter(CancellationToken.None).AsTask();
            // At its end nobody lets it in between any more.
            if (progress.Done < progress.Claims) _turns.Add(Leave(turn));
            else _ = Leave(turn);
        }

        public async Task<int> Entered()
        {
            await Task.WhenAll(_turns);
            return _turns.Count;
        }

        private static async Task Leave(Task<WriteGateLease> turn) => (await turn).Dispose();
    }
}
