using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Tenants;

public sealed class ReasonDeskTests
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
        var world = await World.Open();
        await Expect.Refused(world, () => world.Reasons.Add(world.Administrator, code, Plain), "CodeUnreadable");
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
        var world = await World.Open();
        var ask = Bend(what);
        await Expect.Refused(world, () => world.Reasons.Add(world.Administrator, "payer-gone", ask), code);
        var bad = await Find(world, "bad-debt");
        await Expect.Refused(world, () => world.Reasons.Change(world.Administrator, bad.Id, bad.Version, ask), code);
    }

    [Fact]
    public async Task Add_CodeTakenTooManyOrNoCategory_Refused()
    {
        var world = await World.Open(t => t with { CategoryRequired = true });
        await Expect.Refused(world, () => world.Reasons.Add(world.Administrator, "bad-debt", Plain), "CodeTaken");
        await Expect.Refused(world, () => world.Reasons.Add(world.Administrator, "payer-gone", Plain with { Category = null }), "CategoryRequired");
        for (var n = 0; n < ReasonRules.Most - 8; n++) (await world.Reasons.Add(world.Administrator, $"own-{n}", Plain with { Label = $"Own {n}" })).IsDone.Should().BeTrue();
        await Expect.Refused(world, () => world.Reasons.Add(world.Administrator, "payer-gone", Plain), "TooMany");
    }

    [Fact]
    public async Task Change_FixedByItsRule_Refused()
    {
        var world = await World.Open();
        var (other, small) = (await Find(world, "other"), await Find(world, "small-balance"));
        await Expect.Refused(world, () => world.Reasons.Change(world.Administrator, other.Id, other.Version, ReasonSettings.Of(other) with { NoteRequired = false }), "FixedByRule");
        await Expect.Refused(world, () => world.Reasons.Change(world.Administrator, small.Id, small.Version, ReasonSettings.Of(small) with { Evidence = EvidenceMode.Off }), "FixedByRule");
    }

    [Fact]
    public async Task Acts_WithoutScopeStaleOrForeign_Refused()
    {
        var world = await World.Open();
        var neighbour = await world.OpenNeighbour();
        var bad = await Find(world, "bad-debt");
        foreach (var (actor, id, version, code) in new[]
        {
            (world.Supervisor, bad.Id, bad.Version, "ScopeMissing"), (world.Clerk, bad.Id, bad.Version, "ScopeMissing"),
            (world.Administrator, bad.Id, bad.Version + 1, "ChangedSinceYouLooked"), (world.Administrator, 42L, 1L, "NotFound"), (neighbour.Administrator, bad.Id, bad.Version, "NotFound"),
        })
        {
            await Expect.Refused(world, () => world.Reasons.Change(actor, id, version, ReasonSettings.Of(bad) with { Label = "Changed" }), code);
            await Expect.Refused(world, () => world.Reasons.Move(actor, id, version, 1), code);
            await Expect.Refused(world, () => world.Reasons.Delete(actor, id, version), code);
        }

        await Expect.Refused(world, () => world.Reasons.Open(world.Supervisor), "ScopeMissing");
        await Expect.Refused(world, () => world.Reasons.Add(world.Supervisor, "payer-gone", Plain), "ScopeMissing");
        await Expect.Refused(world, () => world.Reasons.UseStandard(world.Supervisor), "ScopeMissing");
        await Expect.Refused(world, () => world.Reasons.UseStandard(world.Administrator), "ReasonsExist");
    }

    [Fact]
    public async Task Change_Several_OneAuditRowEachAndWrittenRowsKeepTheirLabel()
    {
        var world = await World.Open();
        await world.WriteOffPart(await world.GivenDenial(), new Money(100));
        var other = await Find(world, "other");
        var before = (await world.Trail()).Count;

        (await world.Reasons.Change(world.Administrator, other.Id, other.Version, ReasonSettings.Of(other) with { Label = " Anything else ", Gate = ReasonGate.Always, IsEnabled = false })).Value.Should().HaveCount(3);

        var rows = (await world.Trail()).Skip(before).ToList();
        rows.Select(r => r.Detail).Should().Equal("Label: Other → Anything else", "On offer: on → off", "Supervisor: as the policy says → always");
        rows.Should().OnlyContain(r => r.Act == AuditAct.ReasonChanged && r.ReasonCode == "other" && r.ActorName == "Admin");
        (await world.Read(db => db.Set<WriteOffRequestLine>().SingleAsync())).ReasonLabel.Should().Be("Other");
        other = await Find(world, "other");
        (other.Code, other.Label).Should().Be(("other", "Anything else"));
        (await world.Reasons.Change(world.Administrator, other.Id, other.Version, ReasonSettings.Of(other))).Value.Should().BeEmpty();
        (await world.Trail()).Should().HaveCount(before + 3);
        await Expect.Clean(world);
    }

    [Theory]
    [InlineData(8, 1)]
    [InlineData(1, 8)]
    [InlineData(3, 4)]
    [InlineData(4, 99)]
    [InlineData(4, -5)]
    public async Task Move_AnyPlace_OthersCloseUpAndOneRowSaysIt(int from, int to)
    {
        var world = await World.Open();
        var codes = (await List(world)).ConvertAll(r => r.Code);
        var moved = (await List(world))[from - 1];
        var trail = (await world.Trail()).Count;

        var place = (await world.Reasons.Move(world.Administrator, moved.Id, moved.Version, to)).Value;

        codes.RemoveAt(from - 1);
        codes.Insert(place - 1, moved.Code);
        (await List(world)).Select(r => r.Code).Should().Equal(codes);
        (await List(world)).Select(r => r.Position).Should().Equal(1, 2, 3, 4, 5, 6, 7, 8);
        (await world.Trail()).Should().HaveCount(trail + 1);
        (await world.Trail())[^1].Detail.Should().Be($"Place in the picklist: {from} → {place}");
    }

    [Fact]
    public async Task Delete_OnlyWhatWasNeverUsed()
    {
        var world = await World.Open();
        await world.WriteOffPart(await world.GivenDenial(), new Money(100));
        await world.SetGate(GateMode.Always);
        await world.WriteOffPart(await world.GivenDenial(), new Money(100), "non-covered");
        foreach (var used in new[] { "other", "non-covered" })
        {
            var reason = await Find(world, used);
            await Expect.Refused(world, () => world.Reasons.Delete(world.Administrator, reason.Id, reason.Version), "ReasonInUse");
        }

        (await world.Reasons.Open(world.Administrator)).Value.Lines.Where(l => l.IsUsed).Select(l => l.Reason.Code).Should().Equal("non-covered", "other");
        var unused = await Find(world, "bad-debt");
        (await world.Reasons.Delete(world.Administrator, unused.Id, unused.Version)).IsDone.Should().BeTrue();
        (await world.Trail())[^1].Detail.Should().Be("Deleted, never used: Bad debt");
        (await world.Reasons.Add(world.Administrator, "bad-debt", Plain)).IsDone.Should().BeTrue("a deleted code is free");
        await Expect.Clean(world);
    }

    [Fact]
    public async Task UseStandard_TenantWithNone_BringsEightAndTheClerkCanWriteOff()
    {
        var world = await World.Open(t => t with { WithStandardReasons = false });
        var denial = await world.GivenDenial();
        (await world.WriteOffs.Submit(world.Clerk, World.Whole(denial))).Refusal!.Code.Should().Be("ReasonsNotConfigured");
        (await world.Reasons.UseStandard(world.Administrator)).Value.Should().Be(8);
        (await world.WriteOffs.Submit(world.Clerk, World.Whole(denial))).IsDone.Should().BeTrue();
        await Expect.Clean(world);
    }

    [Theory]
    [InlineData("Appeal lost, final", "appeal-lost-final")]
    [InlineData("  2nd  Éxtra -- step ", "nd-xtra-step")]
    [InlineData("<script>alert(1)</script>", "script-alert-1-script")]
    [InlineData("", "")]
    public void Slug_OfALabel_IsACode(string label, string code) => ReasonRules.Slug(label).Should().Be(code);

    private static async Task<List<WriteOffReason>> List(World world) => [.. (await world.Reasons.Open(world.Administrator)).Value.Lines.Select(l => l.Reason)];

    private static async Task<WriteOffReason> Find(World world, string code) => (await List(world)).Single(r => r.Code == code);

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
