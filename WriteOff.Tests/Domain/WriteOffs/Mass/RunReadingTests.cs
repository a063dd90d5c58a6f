using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs.Mass;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.WriteOffs.Mass;

/// <summary>What the pages of runs read: inside the tenant, by scope, in words of both databases.</summary>
public sealed class RunReadingTests
{
    [Fact]
    public async Task Queries_OfThePagesOfRuns_ParseOnSqlServer()
    {
        var recorder = new QueryRecorder();
        var workbench = await TestWorkbench.OpenSqlite(null, recorder);
        var (waiting, _) = await workbench.GivenWaiting();
        (await new WaitingRequests(workbench.Dbs).All(workbench.Supervisor)).Value.Denials.Should().ContainSingle();
        (await new MassReasonReader(workbench.Dbs, workbench.Clock).Read(workbench.Clerk)).IsDone.Should().BeTrue();
        var rows = new RunRows(workbench.Dbs);
        (await rows.Sample(workbench.Clerk, [waiting.Id])).Value.Should().ContainSingle();
        await foreach (var _ in rows.Stream(workbench.Clerk, 1)) { }
        await new EndedRuns(workbench.Dbs, workbench.Clock).Mine(workbench.Clerk);
        await workbench.Runs.Page(workbench.Clerk, 7);
        await workbench.Runs.Open(workbench.Clerk, 7);
        await workbench.Runs.Groups(workbench.Clerk, 7);

        await using var db = new WorkbenchDbs(new DatabaseOptions { Provider = DatabaseProvider.SqlServer, ConnectionString = "Server=nowhere" }).Open(1);
        var queries = recorder.On(db);
        queries.Should().Contain(q => q.Contains("mass_run_row", StringComparison.Ordinal)).And.Contain(q => q.Contains("mass_run]", StringComparison.Ordinal));
        foreach (var query in queries)
        {
            TSql.Complaints(query).Should().BeEmpty(query);
            if (!query.Contains("0 = 1", StringComparison.Ordinal)) query.Should().Contain("[tenant_id] = ", "every query is of one tenant");
        }
    }

    [Fact]
    public async Task Sample_OfAnotherTenantsDenials_IsEmpty()
    {
        var workbench = await TestWorkbench.Open();
        var neighbour = await workbench.OpenNeighbour();
        var theirs = await neighbour.GivenDenial();
        (await new RunRows(workbench.Dbs).Sample(workbench.Clerk, [theirs.Id])).Value.Should().BeEmpty();
    }

    [Fact]
    public async Task Reads_WithoutTheScope_AreRefused()
    {
        var workbench = await TestWorkbench.Open();
        (await new RunRows(workbench.Dbs).Sample(workbench.Administrator, [1])).Refusal!.Code.Should().Be("ScopeMissing");
        (await new MassReasonReader(workbench.Dbs, workbench.Clock).Read(workbench.Manager)).Refusal!.Sentence.Should().Contain("billing.denial.write");
        (await new MassReasonReader(workbench.Dbs, workbench.Clock).Read(workbench.Administrator)).Refusal!.Sentence.Should().Contain("billing.denial.read");
        (await new WaitingRequests(workbench.Dbs).All(workbench.Clerk)).Refusal!.Sentence.Should().Contain("billing.denial.approve");
    }

    [Fact]
    public async Task Waiting_NoneOrTooMany_IsRefused()
    {
        var workbench = await TestWorkbench.Open();
        var waiting = new WaitingRequests(workbench.Dbs);
        (await waiting.All(workbench.Supervisor)).Refusal!.Code.Should().Be("NothingWaits");
        await workbench.GivenWaiting(new Money(1_000));
        await workbench.GivenWaiting(new Money(2_000), asks: workbench.Supervisor);
        (await waiting.All(workbench.Supervisor)).Value.Should().Match<WaitingSet>(s => s.Denials.Count == 2 && s.Sum == new Money(3_000) && s.Own == 1);
        await workbench.SetPolicy(p => p.RunRowCap = 1);
        (await waiting.All(workbench.Supervisor)).Refusal!.Code.Should().Be("TooManyRows");
    }

    [Theory]
    [InlineData(GateMode.Off, "nothing goes to a supervisor")]
    [InlineData(GateMode.Always, "every write-off goes to a supervisor")]
    [InlineData(GateMode.AboveAmount, "claim total over $250.00")]
    public async Task Offer_ByGate_SaysWhatGoesToASupervisor(GateMode gate, string words)
    {
        var workbench = await TestWorkbench.Open(t => t with { Gate = gate, GateAboveCents = 25_000 });
        var offer = (await new MassReasonReader(workbench.Dbs, workbench.Clock).Read(workbench.Clerk)).Value;
        offer.GateWords("other").Should().Be(words);
        offer.NeedsNote("other").Should().BeTrue();
        offer.Bound("small-balance").Should().Be("every row under $10.00");
        offer.Bound("other").Should().BeNull();
        offer.NoteStandsIn("timely-filing-expired").Should().BeTrue();
        offer.Reasons.Where(r => r.Refusal is not null).Select(r => r.Reason.Code).Should().Equal("contractual");
    }

    [Theory]
    [InlineData("run = 318-posted")]
    [InlineData("run = 318-appeal-pending")]
    public void Filter_NamingARunsRows_CanBeRead(string text) => WriteOff.Domain.Denials.Filters.FilterLanguage.Read(text).Filter!.ToString().Should().Be(text);
}
