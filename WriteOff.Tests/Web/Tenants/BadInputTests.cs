using Bunit;
using WriteOff.Tests.Support;
using WriteOff.Web.Tenants;

namespace WriteOff.Tests.Web.Tenants;

/// <summary>What people and attackers type into the forms of administration: a clear error at the field, nothing written, and never markup.</summary>
public sealed class BadInputTests
{
    private const string Script = "<script>alert(1)</script>", Image = "<img src=x onerror=alert(1)>";
    private static readonly string Huge = new('9', 20_000);
    private static readonly string[] Amounts = ["", "  ", "abc", "-1", "1.005", "1e3", "1,2,3", "$", "١٢", "12345678901", "0x10", Script, Huge];
    private static readonly string[] Numbers = ["", "0", "-1", "1.5", "abc", "1e3", "9999999999", "١٢", Script, Huge];

    public static IEnumerable<TheoryDataRow<string, string>> Policy() =>
    [
        .. from field in new[] { "gate-above", "small-balance" } from value in Amounts select new TheoryDataRow<string, string>(field, value),
        .. from field in new[] { "collection-age", "filing-window", "appeal-window", "run-cap" } from value in Numbers select new TheoryDataRow<string, string>(field, value),
        .. from value in new[] { "1", "12345678", "12345678901", "abcdefghij", Script, Image, Huge, "1999999984|1999999984" } select new TheoryDataRow<string, string>("own-payees", value),
    ];

    [Theory]
    [MemberData(nameof(Policy))]
    public async Task Policy_BadInput_RefusedAtItsField(string field, string typed)
    {
        var workbench = await TestWorkbench.Open();
        await using var context = new PageContext(workbench, workbench.Administrator);
        var page = context.Render<PolicyPage>();
        if (field == "gate-above") await page.Find("input[name=gate][value=AboveAmount]").ChangeAsync("on");
        var before = await workbench.Dump();

        await page.Find($"#{field}").ChangeAsync(typed);
        await page.Find("#policy").SubmitAsync();

        page.Find($"#{field}").GetAttribute("aria-invalid").Should().Be("true");
        page.Find($"#{field}-refused").TextContent.Should().NotBeEmpty();
        page.FindAll("script, img").Should().BeEmpty();
        (page.Find($"#{field}").GetAttribute("value") ?? page.Find($"#{field}").TextContent).Should().Be(typed, "what was typed stays");
        (await workbench.Dump()).Should().Be(before);
    }

    public static TheoryData<string, string, string> Reasons => new()
    {
        { "", "code-a", "label" }, { "---", "code-a", "label" }, { new string('x', 81), "code-a", "label" }, { "a\u0007", "code-a", "label" }, { Huge, "code-a", "label" },
        { "Fine", "A", "code" }, { "Fine", "bad debt", "code" }, { "Fine", "bad-debt", "code" }, { "Fine", Script, "code" }, { "Fine", Huge, "code" },
    };

    [Theory]
    [MemberData(nameof(Reasons))]
    public async Task Reason_BadInput_RefusedAtItsField(string label, string code, string field)
    {
        var workbench = await TestWorkbench.Open();
        await using var context = new PageContext(workbench, workbench.Administrator);
        var page = context.Render<ReasonsPage>();
        var before = await workbench.Dump();
        page.Find("[data-key=n]").Click();
        context.Dialogs.WaitForElement("#reason-label").Input(label);
        context.Dialogs.Find("#reason-code").Input(code);

        await context.Dialogs.Find("form").SubmitAsync();

        context.Dialogs.Find($"#reason-{field}").GetAttribute("aria-invalid").Should().Be("true");
        context.Dialogs.FindAll("script").Should().BeEmpty();
        (await workbench.Dump()).Should().Be(before);
    }

    public static TheoryData<string, string, string> People => new()
    {
        { "", "new@example.test", "name" }, { "\u0001", "new@example.test", "name" }, { Huge, "new@example.test", "name" }, { "New", "", "email" }, { "New", "new", "email" },
        { "New", Script, "email" }, { "New", "clerk@example.test", "email" }, { "New", Huge, "email" },
    };

    [Theory]
    [MemberData(nameof(People))]
    public async Task Person_BadInput_RefusedAtItsField(string name, string email, string field)
    {
        var workbench = await TestWorkbench.Open();
        await using var context = new PageContext(workbench, workbench.Administrator);
        var page = context.Render<PeoplePage>();
        var before = await workbench.Dump();
        page.Find("[data-key=n]").Click();
        context.Dialogs.WaitForElement("#person-name").Input(name);
        context.Dialogs.Find("#person-email").Input(email);

        await context.Dialogs.Find("form").SubmitAsync();

        context.Dialogs.Find($"#person-{field}").GetAttribute("aria-invalid").Should().Be("true");
        context.Dialogs.FindAll("script").Should().BeEmpty();
        (await workbench.Dump()).Should().Be(before);
    }

    [Fact]
    public void Cases_AreEightyOrMore() => (Policy().Count() + Reasons.Count + People.Count).Should().BeGreaterThanOrEqualTo(80);

    [Theory]
    [InlineData(Script)]
    [InlineData(Image)]
    [InlineData("</label><b>bold</b>")]
    public async Task Reason_MarkupAsLabel_IsShownAsText(string label)
    {
        var workbench = await TestWorkbench.Open();
        await using var context = new PageContext(workbench, workbench.Administrator);
        (await workbench.Reasons.Add(workbench.Administrator, "markup", new(label, null, label))).IsDone.Should().BeTrue();
        var page = context.Render<ReasonsPage>();
        page.FindAll(".reasonlist b").Select(b => b.TextContent).Should().Contain(label);
        page.FindAll("script, img").Should().BeEmpty();
    }
}
