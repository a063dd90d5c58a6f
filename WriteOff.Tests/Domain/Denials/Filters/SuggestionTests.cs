using FsCheck;
using FsCheck.Fluent;
using WriteOff.Domain.Denials.Filters;
using WriteOff.Domain.Tenants;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Denials.Filters;

public sealed class SuggestionTests
{
    private static readonly FilterContext Context = new(new Tenant(1, "T", "America/Chicago"), new DateOnly(2026, 11, 24), Guid.Empty)
    {
        Payers = [new(1, "Aetna"), new(2, "Blue Cross TX"), new(3, "Cigna")], People = [new(Guid.Empty, "Dana Whitfield"), new(Guid.AllBitsSet, "Kofi Sarpong")], Reasons = [new(3, "small-balance")],
    };

    [Theory]
    [InlineData("", "balance")]
    [InlineData("ca", "carc")]
    [InlineData("ca", "category")]
    [InlineData("ci", "payer = Cigna")]
    [InlineData("da", "assignee = \"Dana Whitfield\"")]
    [InlineData("wal", "patient ~ wal")]
    [InlineData("balance ", "<")]
    [InlineData("balance <", "<=")]
    [InlineData("payer = ", "Aetna")]
    [InlineData("payer = bl", "\"Blue Cross TX\"")]
    [InlineData("payer = \"Blue", "\"Blue Cross TX\"")]
    [InlineData("status = ", "OPEN")]
    [InlineData("status in ", "(OPEN")]
    [InlineData("status in (OPEN, ", "RESOLVED")]
    [InlineData("status in (OPEN ", ")")]
    [InlineData("assignee = ", "me")]
    [InlineData("assignee = ko", "\"Kofi Sarpong\"")]
    [InlineData("carc = authori", "197")]
    [InlineData("reason = ", "small-balance")]
    [InlineData("denied_on > ", "today-30d")]
    [InlineData("balance < 10 ", "AND")]
    [InlineData("balance < 10 a", "AND")]
    [InlineData("balance < 10 AND ", "age")]
    [InlineData("balance < 10 AND ag", "age")]
    [InlineData("dos is ", "empty")]
    [InlineData("dos is ", "not empty")]
    [InlineData("age between 1 ", "and")]
    [InlineData("NOT fl", "flagged")]
    [InlineData("flagged ", "AND")]
    [InlineData("(", "balance")]
    public void At_Beginning_OffersWhatFits(string text, string insert) =>
        FilterSuggestions.At(text, text.Length, Context).Suggestions.Select(s => s.Insert.TrimEnd()).Should().Contain(insert);

    [Theory]
    [InlineData("balance < 10 AND ca", 19, "carc", "balance < 10 AND carc ")]
    [InlineData("ca < 10", 2, "carc", "carc < 10")]
    [InlineData("payer = \"Blue", 13, "\"Blue Cross TX\"", "payer = \"Blue Cross TX\" ")]
    [InlineData("status in (OP)", 13, "OPEN", "status in (OPEN)")]
    public void Apply_Suggestion_ReplacesTheWordAtTheCaret(string text, int caret, string insert, string result)
    {
        var completion = FilterSuggestions.At(text, caret, Context);
        completion.Apply(text, completion.Suggestions.Single(s => s.Insert == insert)).Text.Should().Be(result);
    }

    [Fact]
    public void At_AnyTextAndCaret_NeverThrowsAndStaysInside() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new RandomFilters(seed);
            var text = random.Text();
            var caret = random.Next(text.Length + 1);
            var completion = FilterSuggestions.At(text, caret, Context);
            completion.Start.Should().BeInRange(0, caret);
            (completion.Start + completion.Length).Should().BeInRange(completion.Start, text.Length);
            completion.Suggestions.Should().HaveCountLessThanOrEqualTo(FilterSuggestions.Most);
            foreach (var suggestion in completion.Suggestions) completion.Apply(text, suggestion).Caret.Should().BePositive();
        }).Try(500, many: 20_000);
}
