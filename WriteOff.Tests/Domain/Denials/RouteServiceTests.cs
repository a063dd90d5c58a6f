using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Tenants;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Denials;

public sealed class RouteServiceTests
{
    private static RouteAsk Ask(RouteCodeKind kind, string code, RouteEntry? seen, DenialRoute route, bool guards = true) => new(kind, code, seen, route, guards, "As our contract has it", "Contract §4.2");

    [Fact]
    public async Task Set_Remark_CountsForDenialsThatStandAndIsAuditedWithBeforeAndAfter()
    {
        var workbench = await TestWorkbench.Open();
        var service = new RouteService(workbench.Writer, workbench.Dbs);
        var denial = await workbench.GivenDenial(carc: "16", rarcs: "M51 N130");
        var other = await workbench.GivenDenial(carc: "16", rarcs: "M51");

        var saved = await service.Set(workbench.Administrator, Ask(RouteCodeKind.Remark, " n130 ", null, DenialRoute.NewClaim));

        saved.Value.Denials.Should().Be(1);
        (await workbench.Reload(denial)).Should().BeEquivalentTo(new { Route = DenialRoute.NewClaim, RouteGuards = true, denial.Version });
        (await workbench.Reload(other)).Route.Should().Be(DenialRoute.Appeal);
        (await workbench.Trail())[^1].Should().BeEquivalentTo(new { Act = AuditAct.PolicyChanged, Detail = "Route of remark N130: as its category → new-claim, override needed (Contract §4.2)" });
    }

    [Fact]
    public async Task TakeBack_OwnRow_TheShippedOneCountsAgain()
    {
        var workbench = await TestWorkbench.Open();
        var service = new RouteService(workbench.Writer, workbench.Dbs);
        var denial = await workbench.GivenDenial(carc: "16", rarcs: "MA130");
        var own = RouteTable.ShippedFor(RouteCodeKind.Remark, "MA130");
        _ = (await service.Set(workbench.Administrator, Ask(RouteCodeKind.Remark, "MA130", own, DenialRoute.Appeal, guards: false))).Value;
        (await workbench.Reload(denial)).Route.Should().Be(DenialRoute.Appeal);

        var table = (await service.Open(workbench.Administrator)).Value;
        (await service.TakeBack(workbench.Administrator, table.Find(RouteCodeKind.Remark, "MA130")!)).Value.Denials.Should().Be(1);

        (await workbench.Reload(denial)).Should().BeEquivalentTo(new { Route = DenialRoute.NewClaim, RouteGuards = true });
        (await service.Open(workbench.Administrator)).Value.Entries.Should().NotContain(e => e.IsOwn);
        (await workbench.Read(db => db.Set<RouteRow>().CountAsync())).Should().Be(0);
        (await service.TakeBack(workbench.Administrator, table.Find(RouteCodeKind.Remark, "MA130")!)).Refusal!.Code.Should().Be(nameof(SettingsRefusal.ChangedSinceYouLooked));
    }

    [Fact]
    public async Task Set_CategoryOther_ReachesCodesThatNobodyShips()
    {
        var workbench = await TestWorkbench.Open();
        var service = new RouteService(workbench.Writer, workbench.Dbs);
        var (unknown, known) = (await workbench.GivenDenial(carc: "Z99"), await workbench.GivenDenial(carc: "50"));
        var seen = RouteTable.ShippedFor(RouteCodeKind.Category, "other");
        (await service.Set(workbench.Administrator, Ask(RouteCodeKind.Category, "other", seen, DenialRoute.Appeal))).Value.Denials.Should().Be(1);
        (await workbench.Reload(unknown)).RouteGuards.Should().BeTrue();
        (await workbench.Reload(known)).RouteGuards.Should().BeFalse();
    }

    [Fact]
    public async Task Set_SameAgain_WritesNothing()
    {
        var workbench = await TestWorkbench.Open();
        var service = new RouteService(workbench.Writer, workbench.Dbs);
        _ = (await service.Set(workbench.Administrator, Ask(RouteCodeKind.Code, "050", null, DenialRoute.None))).Value;
        var own = (await service.Open(workbench.Administrator)).Value.Find(RouteCodeKind.Code, "50");
        var trail = (await workbench.Trail()).Count;
        (await service.Set(workbench.Administrator, Ask(RouteCodeKind.Code, "50", own, DenialRoute.None))).Value.Change.Should().BeNull();
        (await workbench.Trail()).Should().HaveCount(trail);
    }

    [Theory]
    [InlineData(RouteCodeKind.Remark, "", "Words", "Source", "CodeUnreadable")]
    [InlineData(RouteCodeKind.Remark, "N 1", "Words", "Source", "CodeUnreadable")]
    [InlineData(RouteCodeKind.Category, "no-such", "Words", "Source", "CodeUnreadable")]
    [InlineData(RouteCodeKind.Remark, "N1", " ", "Source", "TextMissing")]
    [InlineData(RouteCodeKind.Remark, "N1", "Words", null, "TextMissing")]
    [InlineData((RouteCodeKind)9, "N1", "Words", "Source", "ChoiceUnknown")]
    public async Task Set_BadInput_RefusesAndWritesNothing(RouteCodeKind kind, string code, string? words, string? source, string refusal)
    {
        var workbench = await TestWorkbench.Open();
        var service = new RouteService(workbench.Writer, workbench.Dbs);
        var trail = (await workbench.Trail()).Count;
        (await service.Set(workbench.Administrator, new RouteAsk(kind, code, null, DenialRoute.Appeal, true, words, source))).Refusal!.Code.Should().Be(refusal);
        (await workbench.Trail()).Should().HaveCount(trail);
    }

    [Fact]
    public async Task Set_NoAdministratorOrSomebodyWasFaster_Refuses()
    {
        var workbench = await TestWorkbench.Open();
        var service = new RouteService(workbench.Writer, workbench.Dbs);
        (await service.Set(workbench.Supervisor, Ask(RouteCodeKind.Remark, "N1", null, DenialRoute.None))).Refusal!.Code.Should().Be("ScopeMissing");
        (await service.Open(workbench.Supervisor)).Refusal!.Code.Should().Be("ScopeMissing");
        (await service.Set(workbench.Administrator, Ask(RouteCodeKind.Remark, "MA130", null, DenialRoute.None))).Refusal!.Code.Should().Be(nameof(SettingsRefusal.ChangedSinceYouLooked));
    }
}
