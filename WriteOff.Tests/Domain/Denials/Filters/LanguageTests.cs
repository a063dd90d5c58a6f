using FsCheck;
using FsCheck.Fluent;
using WriteOff.Domain.Denials.Filters;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Denials.Filters;

public sealed class LanguageTests
{

    [Theory]
    [InlineData("", "")]
    [InlineData("   ", "")]
    [InlineData("balance<10", "balance < 10")]
    [InlineData("BALANCE < $10.50", "balance < 10.50")]
    [InlineData("balance = 10.00", "balance = 10")]
    [InlineData("balance >= -$5.05", "balance >= -5.05")]
    [InlineData("balance between 1 and 2 and age>90", "balance between 1 and 2 AND age > 90")]
    [InlineData("balance < 10 AND age > 90 AND (payer = \"Aetna\" OR carc in (29, 197)) AND NOT flagged", "balance < 10 AND age > 90 AND (payer = Aetna OR carc in (29, 197)) AND NOT flagged")]
    [InlineData("age > 1 or age < 2 and flagged", "age > 1 OR age < 2 AND flagged")]
    [InlineData("(age > 1 or age < 2) and flagged", "(age > 1 OR age < 2) AND flagged")]
    [InlineData("age > 1 and (age < 2 and flagged)", "age > 1 AND age < 2 AND flagged")]
    [InlineData("((flagged))", "flagged")]
    [InlineData("not not flagged", "NOT NOT flagged")]
    [InlineData("not flagged and age > 1", "NOT flagged AND age > 1")]
    [InlineData("not (flagged and age > 1)", "NOT (flagged AND age > 1)")]
    [InlineData("not (flagged)", "NOT flagged")]
    [InlineData("flagged = true", "flagged")]
    [InlineData("flagged = no", "NOT flagged")]
    [InlineData("flagged != false", "flagged")]
    [InlineData("flagged != TRUE", "NOT flagged")]
    [InlineData("status = open", "status = OPEN")]
    [InlineData("status not in (Write_Off, resolved)", "status not in (WRITE_OFF, RESOLVED)")]
    [InlineData("carc = 029", "carc = 29")]
    [InlineData("carc in (b7,  '16')", "carc in (B7, 16)")]
    [InlineData("group = UNKNOWN", "group = unknown")]
    [InlineData("rarc ~ n13", "rarc ~ N13")]
    [InlineData("payer = 'O''Brien'", "payer = \"O'Brien\"")]
    [InlineData("payer = \"say \"\"hi\"\"\"", "payer = 'say \"hi\"'")]
    [InlineData("payer = 'and'", "payer = \"and\"")]
    [InlineData("payer ~ 100%", "payer ~ 100%")]
    [InlineData("patient ~ \"  Ann  \"", "patient ~ Ann")]
    [InlineData("assignee = ME", "assignee = me")]
    [InlineData("assignee = \"me\"", "assignee = \"me\"")]
    [InlineData("assignee in (me, nobody, 'Dana Whitfield')", "assignee in (me, nobody, \"Dana Whitfield\")")]
    [InlineData("denied_on >= today-30d and dos < TODAY+1D", "denied_on >= today-30d AND dos < today+1d")]
    [InlineData("denied_on = today-0d", "denied_on = today")]
    [InlineData("dos is not empty", "dos is not empty")]
    [InlineData("reason IS EMPTY", "reason is empty")]
    [InlineData("run = 7", "run = 7")]
    [InlineData("cause != payer-policy", "cause != payer-policy")]
    [InlineData("requested_on between 2026-01-01 and today", "requested_on between 2026-01-01 and today")]
    [InlineData("appeal_days\n<=\t14", "appeal_days <= 14")]
    public void Read_GoodText_IsWrittenInItsOneForm(string text, string written)
    {
        var reading = FilterLanguage.Read(text);
        reading.Error.Should().BeNull();
        reading.Filter!.ToString().Should().Be(written);
        FilterLanguage.Read(written).Filter.Should().Be(reading.Filter);
    }

    [Fact]
    public void Read_EveryOperatorOfEveryField_IsRead()
    {
        foreach (var field in FilterField.All)
        {
            for (var seed = 0; seed < 60; seed++)
            {
                var term = new RandomFilters(seed).Term(field);
                FilterLanguage.Read(term.ToString()).Filter.Should().Be(term, term.ToString());
            }
        }
    }

    [Fact]
    public void Read_AnyFilterWritten_ReadsBackEqual() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var filter = new RandomFilters(seed).Filter(1 + seed % 30);
            var text = filter.ToString();
            if (text.Length > FilterLanguage.MaxLength) return;
            var reading = FilterLanguage.Read(text);
            reading.Error.Should().BeNull(text);
            reading.Filter.Should().Be(filter, text);
        }).Try(1_000, many: 200_000);

    [Fact]
    public void Read_AnyText_NeverThrowsAndRoundTrips() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => Reads(new RandomFilters(seed).Text()))
            .Try(3_000, many: 1_000_000);

    [Fact]
    public void Read_AnyString_NeverThrowsAndRoundTrips() =>
        Prop.ForAll<string?>(Reads).Try(1_000, many: 200_000);

    private static void Reads(string? text)
    {
        var reading = FilterLanguage.Read(text);
        ((reading.Filter is null) != (reading.Error is null)).Should().BeTrue();
        if (reading.Error is { } error)
        {
            error.Position.Should().BeInRange(1, (text?.Length ?? 0) + 1);
            error.ToString().Should().StartWith($"Position {error.Position}: expected ");
            return;
        }

        FilterLanguage.Read(reading.Filter!.ToString()).Filter.Should().Be(reading.Filter);
    }

    [Fact]
    public void Read_AtTheLimits_IsRead()
    {
        FilterLanguage.Read(string.Join(" or ", Enumerable.Repeat("age > 1", FilterLanguage.MaxTerms))).Error.Should().BeNull();
        FilterLanguage.Read(new string('(', FilterLanguage.MaxDepth) + "flagged" + new string(')', FilterLanguage.MaxDepth)).Error.Should().BeNull();
        FilterLanguage.Read("flagged" + new string(' ', FilterLanguage.MaxLength - 7)).Error.Should().BeNull();
    }
}
