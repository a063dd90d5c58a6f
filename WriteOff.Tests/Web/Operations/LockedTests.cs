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
        var (workbench, service) = await Impatient();
        var denial = await workbench.GivenDenial();
        var ask = TestWorkbench.Whole(denial);
        var before = await workbench.Dump();
        List<RefusedAct> told = [];
        workbench.Feed.Stopped += told.Add;

        await using (await Lock(workbench))
        {
            var refusal = (await service.Submit(workbench.Clerk, ask)).Refusal!;
            refusal.Code.Should().Be("DatabaseUnavailable");
            refusal.ToString().Should().Be("The database doesn't answer. Nothing was saved. Try again in a moment.");
            (await workbench.Grid.Page(workbench.Clerk, new GridAsk())).IsDone.Should().BeTrue("readers aren't held up by a writer");
        }

        (await workbench.Dump()).Should().Be(before);
        told.Should().ContainSingle(s => s.Code == "DatabaseUnavailable");
        (await service.Submit(workbench.Clerk, ask)).IsDone.Should().BeTrue();
        await Expect.Clean(workbench);
    }

    [Fact]
    public async Task Page_WhileNobodyMayRead_SaysSoAndIsWholeAgainByItself()
    {
        var (workbench, _) = await Impatient();
        var denial = await workbench.GivenDenial();
        SqliteConnection.ClearAllPools();
        await RawSql.Run(workbench, "PRAGMA journal_mode = DELETE");
        await using var context = new PageContext(workbench, workbench.Clerk);
        var id = denial.Id.ToString(CultureInfo.InvariantCulture);
        context.Services.GetRequiredService<NavigationManager>().NavigateTo($"/denials/{id}");
        IRenderedComponent<DenialPage> page;
        await using (await Lock(workbench))
        {
            page = context.Render<DenialPage>(p => p.Add(d => d.Id, id));
            page.WaitForElement(".notice.stop", TimeSpan.FromSeconds(20)).TextContent.Should().Contain("can't be read just now").And.Contain("Asking again");
        }

        workbench.Clock.Advance(TimeSpan.FromSeconds(5));

        page.WaitForElement(".bal .big", TimeSpan.FromSeconds(20));
        page.FindAll(".notice.stop").Should().BeEmpty();
    }

    [Fact]
    public async Task Broken_ByADatabaseThatDoesNotAnswer_SaysSo()
    {
        var workbench = await TestWorkbench.OpenSqlite();
        await using var context = new PageContext(workbench, workbench.Clerk);
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
        DatabaseUnavailable.Is(new SqliteException("x", code)).Should().Be(gone);
        DatabaseUnavailable.Is(new InvalidOperationException("x", new SqliteException("x", code))).Should().Be(gone);
    }

    /// <summary>A workbench that waits one second for a lock.</summary>
    private static async Task<(TestWorkbench Workbench, WriteOffService Service)> Impatient()
    {
        var workbench = await TestWorkbench.OpenSqlite();
        workbench.Options.BusySeconds = 1;
        var dbs = new WorkbenchDbs(workbench.Options);
        return (workbench, new WriteOffService(new WorkbenchWriter(dbs, workbench.Clock, workbench.Keys, new WriteGate(workbench.Options), workbench.Feed), dbs, workbench.Clock));
    }

    private static async Task<SqliteConnection> Lock(TestWorkbench workbench)
    {
        SqliteConnection.ClearAllPools();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(workbench.Options.ConnectionString) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "BEGIN EXCLUSIVE";
        await command.ExecuteNonQueryAsync();
        return connection;
    }
}
