using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Shared;

public sealed class MoneyTests
{
    public static readonly string[] Cultures = ["", "hu-HU", "de-CH", "ar-SA", "th-TH", "fa-IR"];

    [Theory]
    [InlineData("1284.50", 128_450, AmountProblem.None)]
    [InlineData("1,284.50", 128_450, AmountProblem.None)]
    [InlineData(" $1,284.5 ", 128_450, AmountProblem.None)]
    [InlineData("$ 12", 1_200, AmountProblem.None)]
    [InlineData(".5", 50, AmountProblem.None)]
    [InlineData("5.", 500, AmountProblem.None)]
    [InlineData("007", 700, AmountProblem.None)]
    [InlineData("0", 0, AmountProblem.None)]
    [InlineData("-5", -500, AmountProblem.None)]
    [InlineData("\u22125.25", -525, AmountProblem.None)]
    [InlineData("-$5", -500, AmountProblem.None)]
    [InlineData("9999999999.99", 999_999_999_999, AmountProblem.None)]
    [InlineData("9,999,999,999.99", 999_999_999_999, AmountProblem.None)]
    [InlineData("10000000000", 0, AmountProblem.Unreadable)]
    [InlineData("99999999999999999999999999999999999999", 0, AmountProblem.Unreadable)]
    [InlineData("1.005", 0, AmountProblem.TooFine)]
    [InlineData("\u22121.005", 0, AmountProblem.TooFine)]
    [InlineData("$1,000.001", 0, AmountProblem.TooFine)]
    [InlineData("1.000", 0, AmountProblem.TooFine)]
    [InlineData("1,28", 0, AmountProblem.Unreadable)]
    [InlineData("1284,50", 0, AmountProblem.Unreadable)]
    [InlineData("1,2845.00", 0, AmountProblem.Unreadable)]
    [InlineData(",284", 0, AmountProblem.Unreadable)]
    [InlineData("1,,284", 0, AmountProblem.Unreadable)]
    [InlineData("1 284.50", 0, AmountProblem.Unreadable)]
    [InlineData("1.2.3", 0, AmountProblem.Unreadable)]
    [InlineData("1e3", 0, AmountProblem.Unreadable)]
    [InlineData("0x10", 0, AmountProblem.Unreadable)]
    [InlineData("+5", 0, AmountProblem.Unreadable)]
    [InlineData("--5", 0, AmountProblem.Unreadable)]
    [InlineData("(5.00)", 0, AmountProblem.Unreadable)]
    [InlineData("\u0661\u0662", 0, AmountProblem.Unreadable)]
    [InlineData("\uFF11\uFF12", 0, AmountProblem.Unreadable)]
    [InlineData("NaN", 0, AmountProblem.Unreadable)]
    [InlineData("$", 0, AmountProblem.Unreadable)]
    [InlineData(".", 0, AmountProblem.Unreadable)]
    [InlineData("", 0, AmountProblem.Unreadable)]
    [InlineData(null, 0, AmountProblem.Unreadable)]
    [InlineData("12\0", 0, AmountProblem.Unreadable)]
    public void Read_Typed_InEveryCultureTheSame(string? text, long cents, AmountProblem problem)
    {
        foreach (var culture in Cultures)
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            AskedAmount.Read(text).Should().Be(new AskedAmount(new Money(cents), problem), "culture {0}", culture);
        }
    }

    [Fact]
    public void Read_AnyText_NeverThrows() =>
        Prop.ForAll<string>(text => AskedAmount.Read(text) is { Problem: AmountProblem.None } or { Money.Cents: 0 }).Try(2_000, many: 200_000);

    [Fact]
    public void ToInput_AnyAmount_ReadsBack()
    {
        var cents = Gen.Choose(-2_000_000_000, 2_000_000_000).Select(n => n * 499L);
        Prop.ForAll(cents.ToArbitrary(), c => AskedAmount.Read(new Money(c).ToInput()).Money.Cents == c && AskedAmount.Read(new Money(c).ToString()).Money.Cents == c)
            .Try(2_000, many: 200_000);
    }

    [Theory]
    [InlineData(128_450, "$1,284.50")]
    [InlineData(-128_450, "\u2212$1,284.50")]
    [InlineData(5, "$0.05")]
    [InlineData(-5, "\u2212$0.05")]
    [InlineData(0, "$0.00")]
    [InlineData(long.MinValue, "\u2212$92,233,720,368,547,758.08")]
    public void ToString_InEveryCulture_TheSame(long cents, string expected)
    {
        foreach (var culture in Cultures)
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            new Money(cents).ToString().Should().Be(expected);
        }
    }

    [Fact]
    public void Arithmetic_Overflow_Throws()
    {
        var most = new Money(long.MaxValue);
        FluentActions.Invoking(() => most + new Money(1)).Should().Throw<OverflowException>();
        FluentActions.Invoking(() => new Money(long.MinValue) - new Money(1)).Should().Throw<OverflowException>();
        FluentActions.Invoking(() => -new Money(long.MinValue)).Should().Throw<OverflowException>();
    }
}
