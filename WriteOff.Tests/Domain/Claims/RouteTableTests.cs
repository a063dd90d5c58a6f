using FsCheck;
using FsCheck.Fluent;
using WriteOff.Domain.Claims;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Claims;

public sealed class RouteTableTests
{
    [Theory]
    [InlineData("16", "MA130", DenialRoute.NewClaim, true)]
    [InlineData("16", "M51 MA130 MA01", DenialRoute.NewClaim, true)]
    [InlineData("16", "MA113", DenialRoute.NewClaim, true)]
    [InlineData("50", "N211", DenialRoute.NewClaim, true)]
    [InlineData("16", "M51", DenialRoute.Appeal, false)]
    [InlineData("197", "", DenialRoute.Appeal, false)]
    [InlineData("29", "", DenialRoute.Exception, false)]
    [InlineData("29", "N211", DenialRoute.Exception, false)]
    [InlineData("29", "MA130", DenialRoute.Exception, false)]
    [InlineData("45", "", DenialRoute.Contractual, false)]
    [InlineData("45", "N877", DenialRoute.OpenNegotiation, true)]
    [InlineData("96", "N876", DenialRoute.OpenNegotiation, true)]
    [InlineData("45", "N864 N875", DenialRoute.Contractual, false)]
    [InlineData("1", "", DenialRoute.Patient, false)]
    [InlineData("193", "", DenialRoute.None, false)]
    [InlineData("unknown", "", DenialRoute.Appeal, false)]
    [InlineData("Z99", "N130", DenialRoute.Appeal, false)]
    public void Of_Codes_TheirRoute(string carc, string remarks, DenialRoute route, bool guards)
    {
        var entry = RouteTable.Shipped.Of(carc, remarks);
        (entry.Route, entry.Guards).Should().Be((route, guards));
    }

    [Fact]
    public void Shipped_EveryRow_HasASourceAndWords() =>
        RouteTable.Shipped.Entries.Should().HaveCountGreaterThan(30).And.OnlyContain(e => e.Source.Length > 5 && e.Source.Length <= RouteRow.MaxLength && e.Words.Length > 5 && e.Words.Length <= RouteRow.MaxLength && !e.Words.Contains('"') && !e.IsOwn);

    [Fact]
    public void Shipped_EveryCategory_HasARow() =>
        RouteTable.Shipped.Entries.Where(e => e.Kind == RouteCodeKind.Category).Select(e => e.Code).Should().BeEquivalentTo(Enum.GetValues<CodeCategory>().Select(AdjustmentCodes.WordOf));

    [Fact]
    public void Of_AnyCodesInAnyOrder_SameAnswerAndOnlyRowsOfTheTable()
    {
        var remarks = RouteTable.Shipped.Entries.Where(e => e.Kind == RouteCodeKind.Remark).Select(e => e.Code).Append("N130").ToList();
        var codes = AdjustmentCodes.Shipped.Select(c => c.Code).Append("Z99").Order(StringComparer.Ordinal).ToList();
        var asks = Gen.Elements<string>(codes).SelectMany(code => Gen.Elements<string>(remarks).ListOf().Select(list => (Code: code, Remarks: list.ToList())));
        Prop.ForAll(asks.ToArbitrary(), ask =>
        {
            var one = RouteTable.Shipped.Of(ask.Code, string.Join(' ', ask.Remarks));
            var turned = RouteTable.Shipped.Of(ask.Code, string.Join(' ', Enumerable.Reverse(ask.Remarks)));
            return one == turned && RouteTable.Shipped.Entries.Contains(one);
        }).Try(500, many: 20_000);
    }

    [Fact]
    public void Of_OwnRow_StandsInPlaceOfTheShippedOne()
    {
        var table = new RouteTable([new RouteEntry(RouteCodeKind.Remark, "MA130", DenialRoute.Appeal, false, "Appealed here", "Contract §4", IsOwn: true)]);
        table.Of("16", "MA130").Should().BeEquivalentTo(new { Route = DenialRoute.Appeal, Guards = false, IsOwn = true });
        table.Entries.Should().HaveSameCount(RouteTable.Shipped.Entries);
        table.Of("16", "N211").Route.Should().Be(DenialRoute.NewClaim, "the others stay");
    }
}
