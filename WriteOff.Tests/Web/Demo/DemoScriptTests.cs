using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Web.Demo;

namespace WriteOff.Tests.Web.Demo;

/// <summary>The demo's files and acts as written down: the same for the same day, balanced, and made up.</summary>
public sealed partial class DemoScriptTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 15, 0, 0, TimeSpan.Zero);

    private static IReadOnlyList<DemoEvent> Script(int tenant) => DemoScript.Write(DemoPractice.All[tenant - 1], DemoDays.OpenedAt(Now.AddDays(-DemoDays.Length), DemoPersonas.Tenants[tenant - 1].Zone));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Write_SameDay_GivesTheSameBytesAndActs(int tenant)
    {
        Fingerprint(Script(tenant)).Should().Be(Fingerprint(Script(tenant)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Write_Instants_RiseAndEndNow(int tenant)
    {
        var instants = Script(tenant).Select(e => e.At).ToList();

        instants.Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        instants[^1].Should().Be(Now);
        instants[0].Should().BeAfter(Now.AddDays(-DemoDays.Length));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Write_Files_BalanceExceptTheSpoiledOnes(int tenant)
    {
        List<HoldWord> holds = [];
        foreach (var delivery in Script(tenant).OfType<DemoDelivery>())
        {
            using var reader = new RemittanceReader(new MemoryStream(delivery.Content));
            while (reader.Survey())
            {
                if (HoldRules.ForTransaction(reader.Transaction!) is { } whole) holds.Add(whole);
                var repeated = new RepeatedClaims(reader.Transaction!);
                reader.Rewind();
                while (reader.ReadClaim())
                {
                    if (HoldRules.ForClaim(reader.Claim) is { } hold) holds.Add(hold);
                    if (repeated.IsRepeated(reader.Claim)) holds.Add(HoldWord.RepeatedClaim);
                }
            }

            reader.Refusal.Should().BeNull(delivery.Name);
        }

        holds.Should().BeEquivalentTo(tenant == 3 ? [] : new[] { HoldWord.UnbalancedTransaction, HoldWord.UnbalancedClaim, HoldWord.SubCentAmount, HoldWord.RepeatedClaim });
    }

    [Fact]
    public void Write_Files_HaveNoIdentifiersThatCouldBeReal()
    {
        foreach (var delivery in Script(1).Concat(Script(2)).Concat(Script(3)).OfType<DemoDelivery>())
        {
            var text = Encoding.Latin1.GetString(delivery.Content);
            SocialSecurityNumber().IsMatch(text).Should().BeFalse(delivery.Name);
            MemberId().Matches(text).Select(m => m.Groups["id"].Value).Where(id => id.All(char.IsAsciiDigit)).Should().BeEmpty();
        }
    }

    private static string Fingerprint(IReadOnlyList<DemoEvent> script)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var happening in script)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{happening.At:O}"));
            if (happening is DemoDelivery delivery) hash.AppendData(delivery.Content);
            if (happening is DemoAct act) hash.AppendData(Encoding.UTF8.GetBytes($"{act.On.Claim.PatientControlNumber}|{act.On.Line}|{act.Who}|{act.Step.Method.Name}"));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    [GeneratedRegex(@"\d{3}-\d{2}-\d{4}|\*SY\*|\*34\*\d{9}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SocialSecurityNumber();

    [GeneratedRegex(@"\*MI\*(?<id>[^~*]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MemberId();
}
