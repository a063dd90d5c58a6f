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
        var world = await World.OpenSqlite(null, recorder);
        var (waiting, _) = await world.GivenWaiting();
        (await new WaitingRequests(world.Dbs).All(world.Supervisor)).Value.Denials.Should().ContainSingle();
        (await new MassOffers(world.Dbs, world.Clock).Read(world.Clerk)).IsDone.Should().BeTrue();
        var rows = new RunRows(world.Dbs);
        (await rows.Glance(world.Clerk, [waiting.Id])).Value.Should().ContainSingle();
        await foreach (var _ in rows.Stream(world.Clerk, 1)) { }
        await new EndedRuns(world.Dbs, world.Clock).Mine(world.Clerk);
        await world.Runs.Page(world.Clerk, 7);
        await world.Runs.Open(world.Clerk, 7);
        await world.Runs.Groups(world.Clerk, 7);

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
    public async Task Glance_OfAnotherTenantsDenials_IsEmpty()
    {
        var world = await World.Open();
        var neighbour = await world.OpenNeighbour();
        var theirs = await neighbour.GivenDenial();
        (await new RunRows(world.Dbs).Glance(world.Clerk, [theirs.Id])).Value.Should().BeEmpty();
    }

    [Fact]
    public async Task Reads_WithoutTheScope_AreRefused()
    {
        var world = await World.Open();
        (await new RunRows(world.Dbs).Glance(world.Administrator, [1])).Refusal!.Code.Should().Be("ScopeMissing");
        (await new MassOffers(world.Dbs, world.Clock).Read(world.Manager)).Refusal!.Sentence.Should().Contain("billing.denial.write");
        (await new MassOffers(world.Dbs, world.Clock).Read(world.Administrator)).Refusal!.Sentence.Should().Contain("billing.denial.read");
        (await new WaitingRequests(world.Dbs).All(world.Clerk)).Refusal!.Sentence.Should().Contain("billing.denial.approve");
    }

    [Fact]
    public async Task Waiting_NoneOrTooMany_IsRefused()
    {
        var world = await World.Open();
        var waiting = new WaitingRequests(world.Dbs);
        (await waiting.All(world.Supervisor)).Refusal!.Code.Should().Be("NothingWaits");
        await world.GivenWaiting(new Money(1_000));
        await world.GivenWaiting(new Money(2_000), asks: world.Supervisor);
        (await waiting.All(world.Supervisor)).Value.Should().Match<WaitingSet>(s => s.Denials.Count == 2 && s.Sum == new Money(3_000) && s.Own == 1);
        await world.SetPolicy(p => p.RunRowCap = 1);
        (await waiting.All(world.Supervisor)).Refusal!.Code.Should().Be("TooManyRows");
    }

    [Theory]
    [InlineData(GateMode.Off, "nothing goes to a supervisor")]
    [InlineData(GateMode.Always, "every write-off goes to a supervisor")]
    [InlineData(GateMode.AboveAmount, "claim total over $250.00")]
    public async Task Offer_ByGate_SaysWhatGoesToASupervisor(GateMode gate, string words)
    {
        var world = await World.Open(t => t with { Gate = gate, GateAboveCents = 25_000 });
        var offer = (await new MassOffers(world.Dbs, world.Clock).Read(world.Clerk)).Value;
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
