using WriteOff.Tests.Support;
using static WriteOff.Tests.Support.TestRemittances;

namespace WriteOff.Tests.Domain.Remittances;

/// <summary>Which date of a transaction a denial carries: production, payment, group, posting day; impossible and future ones are passed over with a finding.</summary>
public sealed class PostingDateTests
{
    private static byte[] Sample() => File(1, Of(Claim("RC-1", Line("99213", 100, "CO-197 100"))) with { ProductionDate = new DateOnly(2026, 11, 18), PaymentDate = new DateOnly(2026, 11, 19) });

    [Theory]
    [InlineData("2026-11-18", 0)]
    [InlineData("2026-11-19", 0, "DTM*405*20261118~", "")]
    [InlineData("2026-11-19", 1, "DTM*405*20261118~", "DTM*405*20270118~")]
    [InlineData("2026-11-19", 1, "DTM*405*20261118~", "DTM*405*20260231~")]
    [InlineData("2026-11-19", 1, "DTM*405*20261118~", "DTM*405*18991118~")]
    [InlineData("2026-11-20", 2, "DTM*405*20261118~", "DTM*405*soon~", "*7654321*20261119~", "*7654321*20991119~")]
    [InlineData("2026-11-20", 0, "DTM*405*20261118~", "", "*7654321*20261119~", "*7654321~")]
    [InlineData("2026-11-24", 1, "DTM*405*20261118~", "", "*7654321*20261119~", "*7654321~", "*PROVIDER*20261120*", "*PROVIDER*20301120*")]
    [InlineData("2026-11-24", 0, "DTM*405*20261118~", "", "*7654321*20261119~", "*7654321~", "*PROVIDER*20261120*", "*PROVIDER**")]
    public async Task Post_DateSources_TakeTheFirstThatCanBe(string expected, int findings, params string[] changes)
    {
        var workbench = await TestWorkbench.Open();
        var file = Sample();
        for (var n = 0; n < changes.Length; n += 2) file = file.With(changes[n], changes[n + 1]);

        (await workbench.Take(file)).IsDone.Should().BeTrue();

        (await workbench.Posted("RC-1")).Denials.Single().DeniedOn.Should().Be(DateOnly.Parse(expected, System.Globalization.CultureInfo.InvariantCulture));
        (await workbench.Findings()).Count(f => f == "DATE_NOT_USED").Should().Be(findings);
    }

    [Fact]
    public async Task Post_LateEveningInTheTenantsZone_TodayIsTheTenantsDay()
    {
        var workbench = await TestWorkbench.Open();
        workbench.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 25, 3, 0, 0, TimeSpan.Zero));
        var file = Sample().With("DTM*405*20261118~", "DTM*405*20261125~").With("*7654321*20261119~", "*7654321~").With("*PROVIDER*20261120*", "*PROVIDER**");

        await workbench.Take(file);

        (await workbench.Posted("RC-1")).Denials.Single().DeniedOn.Should().Be(new DateOnly(2026, 11, 24));
    }
}
