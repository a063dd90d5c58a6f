using WriteOff.Domain.Denials.Filters;

namespace WriteOff.Tests.Domain.Denials.Filters;

/// <summary>120 texts that are wrong, each with where, what was expected and, where there is one, the near name.</summary>
public sealed class BadTextTests
{
    public static IEnumerable<TheoryDataRow<string, int, string>> Texts() => BadTexts.All.Select(t => new TheoryDataRow<string, int, string>(t.Text, t.Position, t.Says));

    [Theory]
    [MemberData(nameof(Texts))]
    public void Read_BadText_SaysWhereAndWhat(string text, int position, string says)
    {
        var reading = FilterLanguage.Read(text);
        reading.Filter.Should().BeNull();
        reading.Error!.Position.Should().Be(position, reading.Error.ToString());
        reading.Error.ToString().Should().Contain(says);
    }

    [Fact]
    public void Texts_AreAtLeast120AndEachOnce() => BadTexts.All.Select(t => t.Text).Should().HaveCountGreaterThanOrEqualTo(120).And.OnlyHaveUniqueItems();
}
