using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Tenants;

public sealed class ReasonServiceTests
{
    private static readonly ReasonSettings Plain = new("Payer gone", ReasonCategory.Preventable, "The payer went out of business.");

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("Payer")]
    [InlineData("payer gone")]
    [InlineData("1st")]
    [InlineData("-payer")]
    [InlineData("payer-")]
    [InlineData("payer--gone")]
    [InlineData("päyer")]
    [InlineData("payer_gone")]
    [InlineData("<b>")]
    [InlineData("a12345678901234567890123456789012345678901")]
    public async Task Add_CodeNoSlug_Refused(string? code)
    {
        var workbench = await TestWorkbench.Open();
        await Expect.Refused(workbench, () => workbench.Reasons.Add(workbench.Administrator, code, Plain), "CodeUnreadable");
    }

    public static TheoryData<string, string> Wrong => new()
    {
        { "label empty", "TextMissing" }, { "label marks", "TextMissing" }, { "label long", "TextTooLong" }, { "label control", "TextUnreadable" }, { "label turned", "TextUnreadable" }, { "label half", "TextUnreadable" },
        { "label taken", "LabelTaken" }, { "when long", "TextTooLong" }, { "when control", "TextUnreadable" },
        { "gate", "ChoiceUnknown" }, { "evidence", "ChoiceUnknown" }, { "category", "ChoiceUnknown" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Settings_Wrong_RefusedOnAddAndOnChange(string what, string code)
    {
        var workbench = await TestWorkbench.Open();
        var ask = Bend(what);
        await Expect.Refused(workbench, () => workbench.Reasons.Add(workbench.Administrator, "payer-gone", ask), code);
        var bad = await Find(workbench, "bad-debt");
        await Expect.Refused(workbench, () => workbench.Reasons.Change(workbench.Administrator, bad.Id, bad.Version, ask), code);
    }

    [Fact]
    public async Task Add_CodeTakenTooManyOrNoCategory_Refused()
    {
        var workbench = await TestWorkbench.Open(t => t with { CategoryRequired = true });
        await Expect.Refused(workbench, () => workbench.Reasons.Add(workbench.Administrator, "bad-debt", Plain), "CodeTaken");
        await Expect.Refused(workbench, () => workbench.Reasons.Add(workbench.Administrator, "payer-gone", Plain with { Category = null }), "CategoryRequired");
        for (var n = 0; n < ReasonRules.Most - 8; n++) (await workbench.Reasons.Add(workbench.Administrator, $"own-{n}", Plain with { Label = $"Own {n}" })).IsDone.Should().BeTrue();
        await Expect.Refused(workbench, () => workbench.Reasons.Add(workbench.Administrator, "payer-gone", Plain), "TooMany");
    }

    [Fact]
    public async Task Change_FixedByItsRule_Refused()
    {
        var workbench = await TestWorkbench.Open();
        var (other, small) = (await Find(workbench, "other"), await Find(workbench, "small-balance"));
        await Expect.Refused(workbench, () => workbench.Reasons.Change(workbench.Administrator, other.Id, other.Version, ReasonSettings.Of(other) with { NoteRequired = false }), "FixedByRule");
        await Expect.Refused(workbench, () => workbench.Reasons.Change(workbench.Administrator, small.Id, small.Version, ReasonSettings.Of(small) with { Evidence = EvidenceMode.Off }), "FixedByRule");
    }

    [Fact]
    public async Task Acts_WithoutScopeStaleOrForeign_Refused()
    {
        var workbench = await TestWorkbench.Open();
        var neighbour = await workbench.OpenNeighbour();
        var bad = await Find(workbench, "bad-debt");
        foreach (var (actor, id, version, code) in new[]
        {
            (workbench.Supervisor, bad.Id, bad.Version, "ScopeMissing"), (workbench.Clerk, bad.Id, bad.Version, "ScopeMissing"),
            (workbench.Administrator, bad.Id, bad.Version + 1, "ChangedSinceYouLooked"), (workbench.Administrator, 42L, 1L, "NotFound"), (neighbour.Administrator, bad.Id, bad.Version, "NotFound"),
        })
        {
            await Expect.Refused(workbench, () => workbench.Reasons.Change(actor, id, version, ReasonSettings.Of(bad) with { Label = "Changed" }), code);
            await Expect.Refused(workbench, () => workbench.Reasons.Move(actor, id, version, 1), code);
            await Expect.Refused(workbench, () => workbench.Reasons.Delete(actor, id, version), code);
        }

        await Expect.Refused(workbench, () => workbench.Reasons.Open(workbench.Supervisor), "ScopeMissing");
        await Expect.Refused(workbench, () => workbench.Reasons.Add(workbench.Supervisor, "payer-gone", Plain), "ScopeMissing");
        await Expect.Refused(workbench, () => workbench.Reasons.UseStandard(workbench.Supervisor), "ScopeMissing");
        await Expect.Refused(workbench, () => workbench.Reasons.UseStandard(workbench.Administrator), "ReasonsExist");
    }

    [Fact]
    public async Task Change_Several_OneAuditRowEachAndWrittenRowsKeepTheirLabel()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.WriteOffPart(await workbench.GivenDenial(), new Money(100));
        var other = await Find(workbench, "other");
        var before = (await workbench.Trail()).Count;

        (await workbench.Reasons.Change(workbench.Administrator, other.Id, other.Version, ReasonSettings.Of(other) with { Label = " Anything else ", Gate = ReasonGate.Always, IsEnabled = false })).Value.Should().HaveCount(3);

        var rows = (await workbench.Trail()).Skip(before).ToList();
        rows.Select(r => r.Detail).Should().Equal("Label: Other → Anything else", "On offer: on → off", "Supervisor: as the policy says → always");
        rows.Should().OnlyContain(r => r.Act == AuditAct.ReasonChanged && r.ReasonCode == "other" && r.ActorName == "Admin");
        (await workbench.Read(db => db.Set<WriteOffRequestLine>().SingleAsync())).ReasonLabel.Should().Be("Other");
        other = await Find(workbench, "other");
        (other.Code, other.Label).Should().Be(("other", "Anything else"));
        (await workbench.Reasons.Change(workbench.Administrator, other.Id, other.Version, ReasonSettings.Of(other))).Value.Should().BeEmpty();
        (await workbench.Trail()).Should().HaveCount(before + 3);
        await Expect.Clean(workbench);
    }

    [Theory]
    [InlineData(8, 1)]
    [InlineData(1, 8)]
    [InlineData(3, 4)]
    [InlineData(4, 99)]
    [InlineData(4, -5)]
    public async Task Move_AnyPlace_OthersCloseUpAndOneRowSaysIt(int from, int to)
    {
        var workbench = await TestWorkbench.Open();
        var codes = (await List(workbench)).ConvertAll(r => r.Code);
        var moved = (await List(workbench))[from - 1];
        var trail = (await workbench.Trail()).Count;

        var place = (await workbench.Reasons.Move(workbench.Administrator, moved.Id, moved.Version, to)).Value;

        codes.RemoveAt(from - 1);
        codes.Insert(place - 1, moved.Code);
        (await List(workbench)).Select(r => r.Code).Should().Equal(codes);
        (await List(workbench)).Select(r => r.Position).Should().Equal(1, 2, 3, 4, 5, 6, 7, 8);
        (await workbench.Trail()).Should().HaveCount(trail + 1);
        (await workbench.Trail())[^1].Detail.Should().Be($"Place in the picklist: {from} → {place}");
    }

    [Fact]
    public async Task Delete_OnlyWhatWasNeverUsed()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.WriteOffPart(await workbench.GivenDenial(), new Money(100));
        await workbench.SetGate(GateMode.Always);
        await workbench.WriteOffPart(await workbench.GivenDenial(), new Money(100), "non-covered");
        foreach (var used in new[] { "other", "non-covered" })
        {
            var reason = await Find(workbench, used);
            await Expect.Refused(workbench, () => workbench.Reasons.Delete(workbench.Administrator, reason.Id, reason.Version), "ReasonInUse");
        }

        (await workbench.Reasons.Open(workbench.Administrator)).Value.Lines.Where(l => l.IsUsed).Select(l => l.Reason.Code).Should().Equal("non-covered", "other");
        var unused = await Find(workbench, "bad-debt");
        (await workbench.Reasons.Delete(workbench.Administrator, unused.Id, unused.Version)).IsDone.Should().BeTrue();
        (await workbench.Trail())[^1].Detail.Should().Be("Deleted, never used: Bad debt");
        (await workbench.Reasons.Add(workbench.Administrator, "bad-debt", Plain)).IsDone.Should().BeTrue("a deleted code is free");
        await Expect.Clean(workbench);
    }

    [Fact]
    public async Task UseStandard_TenantWithNone_BringsEightAndTheClerkCanWriteOff()
    {
        var workbench = await TestWorkbench.Open(t => t with { WithStandardReasons = false });
        var denial = await workbench.GivenDenial();
        (await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(denial))).Refusal!.Code.Should().Be("ReasonsNotConfigured");
        (await workbench.Reasons.UseStandard(workbench.Administrator)).Value.Should().Be(8);
        (await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(denial))).IsDone.Should().BeTrue();
        await Expect.Clean(workbench);
    }

    [Theory]
    [InlineData("Appeal lost, final", "appeal-lost-final")]
    [InlineData("  2nd  Éxtra -- step ", "nd-xtra-step")]
    [InlineData("<script>alert(1)</script>", "script-alert-1-script")]
    [InlineData("", "")]
    public void Slug_OfALabel_IsACode(string label, string code) => ReasonRules.Slug(label).Should().Be(code);

    private static async Task<List<WriteOffReason>> List(TestWorkbench workbench) => [.. (await workbench.Reasons.Open(workbench.Administrator)).Value.Lines.Select(l => l.Reason)];

    private static async Task<WriteOffReason> Find(TestWorkbench workbench, string code) => (await List(workbench)).Single(r => r.Code == code);

    private static ReasonSettings Bend(string what) => what switch
    {
        "label empty" => Plain with { Label = "  " },
        "label marks" => Plain with { Label = "---" },
        "label long" => Plain with { Label = new string('x', 81) },
        "label control" => Plain with { Label = "a\u0007b" },
        "label turned" => Plain with { Label = "a\u202Eb" },
        "label half" => Plain with { Label = "a\uD800" },
        "label taken" => Plain with { Label = "timely FILING expired" },
        "when long" => Plain with { WhenToUse = new string('x', 201) },
        "when control" => Plain with { WhenToUse = "a\nb" },
        "gate" => Plain with { Gate = (ReasonGate)9 },
        "evidence" => Plain with { Evidence = (EvidenceMode)9 },
        _ => Plain with { Category = (ReasonCategory)99 },
    };
}
