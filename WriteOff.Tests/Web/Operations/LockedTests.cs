using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.WriteOffs;
using WriteOff.Tests.Support;
using WriteOff.Web.Components.Layout;
using WriteOff.Web.Denials;

namespace WriteOff.Tests.Web.Operations;

/// <summary>Another program holds the database longer than we wait: said in words, nothing written, and it goes on by itself.</summary>
public sealed class LockedTests
{
    [Fact]
    public async Task Write_WhileLocked_IsRefusedInWordsAndWorksAfterwards()
    {
        var (world, desk) = await Impatient();
        var denial = await world.GivenDenial();
        var ask = World.Whole(denial);
        var before = await world.Dump();
        List<StoppedAct> told = [];
        world.Feed.Stopped += told.Add;

        await using (await Lock(world))
        {
            var refusal = (await desk.Submit(world.Clerk, ask)).Refusal!;
            refusal.Code.Should().Be("DatabaseGone");
            refusal.ToString().Should().Be("The database doesn't answer. Nothing was saved. Try again in a moment.");
            (await world.Grid.Page(world.Clerk, new GridAsk())).IsDone.Should().BeTrue("readers aren't held up by a writer");
        }

        (await world.Dump()).Should().Be(before);
        told.Should().ContainSingle(s => s.Code == "DatabaseGone");
        (await desk.Submit(world.Clerk, ask)).IsDone.Should().BeTrue();
        await Expect.Clean(world);
    }

    [Fact]
    public async Task Page_WhileNobodyMayRead_SaysSoAndIsWholeAgainByItself()
    {
        var (world, _) = await Impatient();
        var denial = await world.GivenDenial();
        SqliteConnection.ClearAllPools();
        await RawSql.Run(world, "PRAGMA journal_mode = DELETE");
        await using var context = new PageContext(world, world.Clerk);
        var id = denial.Id.ToString(CultureInfo.InvariantCulture);
        context.Services.GetRequiredService<NavigationManager>().NavigateTo($"/denials/{id}");
        IRenderedComponent<DenialPage> page;
        await using (await Lock(world))
        {
            page = context.Render<DenialPage>(p => p.Add(d => d.Id, id));
            page.WaitForElement(".notice.stop", TimeSpan.FromSeconds(20)).TextContent.Should().Contain("can't be read just now").And.Contain("Asking again");
        }

        world.Clock.Advance(TimeSpan.FromSeconds(5));

        page.WaitForElement(".bal .big", TimeSpan.FromSeconds(20));
        page.FindAll(".notice.stop").Should().BeEmpty();
    }

    [Fact]
    public async Task Broken_ByADatabaseThatDoesNotAnswer_SaysSo()
    {
        var world = await World.OpenSqlite();
        await using var context = new PageContext(world, world.Clerk);
        context.Render<Broken>(p => p.Add(b => b.Error, new SqliteException("locked", 5))).Markup.Should().Contain("The database doesn’t answer").And.Contain("Retry");
        context.Render<Broken>(p => p.Add(b => b.Error, new InvalidOperationException("bug"))).Markup.Should().Contain("This page broke");
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, true)]
    [InlineData(14, true)]
    [InlineData(19, false)]
    [InlineData(11, false)]
    [InlineData(13, false)]
    public void Gone_EachCode_IsToldFromABug(int code, bool gone)
    {
        DatabaseGone.Is(new SqliteException("x", code)).Should().Be(gone);
        DatabaseGone.Is(new InvalidOperationException("x", new SqliteException("x", code))).Should().Be(gone);
    }

    /// <summary>A world that waits one second for a lock.</summary>
    private static async Task<(World World, WriteOffDesk Desk)> Impatient()
    {
        var world = await World.OpenSqlite();
        world.Options.BusySeconds = 1;
        var dbs = new WorkbenchDbs(world.Options);
        return (world, new WriteOffDesk(new Books(dbs, world.Clock, world.Keys, new WriteGate(world.Options), world.Feed), dbs, world.Clock));
    }

    private static async Task<SqliteConnection> Lock(World world)
    {
        SqliteConnection.ClearAllPools();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(world.Options.ConnectionString) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "BEGIN EXCLUSIVE";
        await command.ExecuteNonQueryAsync();
        return connection;
    }
}
