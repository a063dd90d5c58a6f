using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.WriteOffs;

/// <summary>Every refusal through the service and the database: named, worded, and nothing written.</summary>
public sealed class WriteOffRefusalTests
{
    public static IEnumerable<TheoryDataRow<WriteOffRefusal>> Each() => Enum.GetValues<WriteOffRefusal>().Select(r => new TheoryDataRow<WriteOffRefusal>(r));

    [Theory]
    [MemberData(nameof(Each))]
    public async Task Submit_Refused_WritesNothing(WriteOffRefusal refusal)
    {
        var workbench = await TestWorkbench.Open(t => t with { CategoryRequired = refusal == WriteOffRefusal.CategoryRequired, WithStandardReasons = refusal != WriteOffRefusal.ReasonsNotConfigured });
        var isRouteOpen = refusal is WriteOffRefusal.BetterRouteOpen or WriteOffRefusal.OverrideIncomplete;
        var denial = await workbench.GivenDenial(carc: isRouteOpen ? "16" : refusal == WriteOffRefusal.CostShareNeedsEvidence ? "2" : "197", rarcs: isRouteOpen ? "MA130" : "");
        var actor = refusal == WriteOffRefusal.ScopeMissing ? workbench.Manager : isRouteOpen ? workbench.Supervisor : workbench.Clerk;
        var ask = await Spoil(workbench, denial, refusal);

        await Expect.Refused(workbench, () => workbench.WriteOffs.Submit(actor, ask), refusal.ToString());
    }

    private static async Task<WriteOffAsk> Spoil(TestWorkbench workbench, Denial denial, WriteOffRefusal refusal)
    {
        var good = TestWorkbench.Whole(denial);
        WriteOffAsk Line(string reason, AskedAmount amount) => good with { Lines = [new WriteOffAskLine(reason, amount)] };
        switch (refusal)
        {
            case WriteOffRefusal.NotFound: return good with { DenialId = 42 };
            case WriteOffRefusal.ScopeMissing: return good;
            case WriteOffRefusal.ProtectedState: await workbench.Bring(denial, DenialStatus.AppealPending); return good;
            case WriteOffRefusal.NothingOpen: await workbench.Settle(denial); await workbench.Reopens.Reopen(workbench.Clerk, await workbench.Now(denial), "Look again"); return Line("other", new Money(1));
            case WriteOffRefusal.ReversalFlagged: await workbench.Flag(denial); return good;
            case WriteOffRefusal.ReasonsNotConfigured: return good;
            case WriteOffRefusal.ReasonMissing: return Line("", denial.Balance);
            case WriteOffRefusal.ReasonUnknown: return Line("no-such", denial.Balance);
            case WriteOffRefusal.ReasonDisabled: await workbench.ChangeReason("other", r => r.IsEnabled = false); return good;
            case WriteOffRefusal.CategoryRequired:
                await workbench.Change(db => { db.Add(new WriteOffReason(workbench.TenantId, workbench.Keys.Next(), "bare", "Bare", null, EvidenceRule.None, "", 9)); return Task.CompletedTask; });
                return Line("bare", denial.Balance);
            case WriteOffRefusal.NoteRequired: return good with { Note = " a\u200Bb\u200D " };
            case WriteOffRefusal.NoteTooLong: return good with { Note = new string('x', DenialNote.MaxLength + 1) };
            case WriteOffRefusal.NoteUnreadable: return good with { Note = "Half a \uD83D pair" };
            case WriteOffRefusal.TooManyLines: return good with { Lines = [] };
            case WriteOffRefusal.AmountUnreadable: return Line("other", AskedAmount.Read("1e3"));
            case WriteOffRefusal.AmountTooFine: return Line("other", AskedAmount.Read("1.234"));
            case WriteOffRefusal.AmountNotPositive: return Line("other", AskedAmount.Read("-5"));
            case WriteOffRefusal.AmountAboveBalance: return Line("other", denial.Balance + new Money(1));
            case WriteOffRefusal.EvidenceMissing: return Line("auth-denied-final", denial.Balance) with { Note = null };
            case WriteOffRefusal.CostShareNeedsEvidence: await workbench.MakeFederal(); return good;
            case WriteOffRefusal.BetterRouteOpen: return good;
            case WriteOffRefusal.OverrideIncomplete: return good with { Overrides = [new RailOverride(Rail.Finality, "other", "")] };
            case WriteOffRefusal.ChangedSinceYouLooked: await workbench.Bring(denial, DenialStatus.InProgress); return good;
            case WriteOffRefusal.KeyUsedForOther:
                await workbench.WriteOffs.Submit(workbench.Clerk, Line("other", new Money(100)));
                return good;
            default: throw new ArgumentOutOfRangeException(nameof(refusal));
        }
    }

    [Fact]
    public async Task Submit_SumOfLinesAboveBalance_Refused()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial(new Money(1_000));
        var ask = TestWorkbench.Whole(denial) with { Lines = [new WriteOffAskLine("other", new Money(600)), new WriteOffAskLine("other", new Money(401))] };
        await Expect.Refused(workbench, () => workbench.WriteOffs.Submit(workbench.Clerk, ask), "AmountAboveBalance");
    }

    [Fact]
    public async Task Submit_NineLines_Refused()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial(new Money(1_000));
        var ask = TestWorkbench.Whole(denial) with { Lines = [.. Enumerable.Range(0, 9).Select(_ => new WriteOffAskLine("other", new Money(1)))] };
        await Expect.Refused(workbench, () => workbench.WriteOffs.Submit(workbench.Clerk, ask), "TooManyLines");
    }

    [Fact]
    public async Task Submit_ContractualWithoutPaymentWrite_NamesTheScope()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial();
        var refused = await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(denial, "contractual"));
        refused.Refusal!.Sentence.Should().Contain("billing.payment.write");
        await Expect.Refused(workbench, () => workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(denial, "contractual")), "ScopeMissing");
        (await workbench.WriteOffs.Submit(workbench.Supervisor, TestWorkbench.Whole(denial, "contractual"))).IsDone.Should().BeTrue();
    }

    [Fact]
    public async Task Submit_Split_OneRowAndOneAuditRowPerLine()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial(new Money(1_000));
        var ask = TestWorkbench.Whole(denial) with { Lines = [new WriteOffAskLine("other", new Money(700)), new WriteOffAskLine("bad-debt", new Money(300))] };

        (await workbench.WriteOffs.Submit(workbench.Clerk, ask)).Value.StatusAfter.Should().Be(DenialStatus.WrittenOff);

        (await workbench.LedgerOf(denial)).Select(a => a.AmountCents).Should().Equal(700, 300);
        var rows = (await workbench.Trail()).Where(r => r.DenialId == denial.Id).TakeLast(2).ToList();
        rows.Select(r => (r.ReasonCode, r.AmountCents, r.BalanceBeforeCents, r.BalanceAfterCents)).Should().Equal(("other", 700, 1_000, 300), ("bad-debt", 300, 300, 0));
        await Expect.Clean(workbench);
    }

    [Fact]
    public async Task Submit_PartInOpen_StaysOpenWithLess()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial(new Money(1_000));
        var receipt = await workbench.WriteOffPart(denial, new Money(400));
        receipt.Should().Match<WriteOffReceipt>(r => r.StatusAfter == DenialStatus.Open && r.BalanceAfter == new Money(600) && !r.IsPending);
        (await workbench.WriteOffPart(denial, new Money(600))).StatusAfter.Should().Be(DenialStatus.WrittenOff);
        await workbench.Reopens.Reopen(workbench.Clerk, await workbench.Now(denial), "Both were wrong");
        (await workbench.Reload(denial)).Balance.Should().Be(new Money(1_000));
        await Expect.Clean(workbench);
    }
}
