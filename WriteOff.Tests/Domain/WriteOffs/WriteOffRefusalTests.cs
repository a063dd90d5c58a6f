using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.WriteOffs;

/// <summary>Every refusal through the desk and the database: named, worded, and nothing written.</summary>
public sealed class WriteOffRefusalTests
{
    public static IEnumerable<TheoryDataRow<WriteOffRefusal>> Each() => Enum.GetValues<WriteOffRefusal>().Select(r => new TheoryDataRow<WriteOffRefusal>(r));

    [Theory]
    [MemberData(nameof(Each))]
    public async Task Submit_Refused_WritesNothing(WriteOffRefusal refusal)
    {
        var world = await World.Open(t => t with { CategoryRequired = refusal == WriteOffRefusal.CategoryRequired, WithStandardReasons = refusal != WriteOffRefusal.ReasonsNotConfigured });
        var denial = await world.GivenDenial();
        var actor = refusal == WriteOffRefusal.ScopeMissing ? world.Manager : world.Clerk;
        var ask = await Spoil(world, denial, refusal);

        await Expect.Refused(world, () => world.WriteOffs.Submit(actor, ask), refusal.ToString());
    }

    private static async Task<WriteOffAsk> Spoil(World world, Denial denial, WriteOffRefusal refusal)
    {
        var good = World.Whole(denial);
        WriteOffAsk Line(string reason, AskedAmount amount) => good with { Lines = [new WriteOffAskLine(reason, amount)] };
        switch (refusal)
        {
            case WriteOffRefusal.NotFound: return good with { DenialId = 42 };
            case WriteOffRefusal.ScopeMissing: return good;
            case WriteOffRefusal.ProtectedState: await world.Bring(denial, DenialStatus.AppealPending); return good;
            case WriteOffRefusal.NothingOpen: await world.Settle(denial); await world.Reopens.Reopen(world.Clerk, await world.Now(denial), "Look again"); return Line("other", new Money(1));
            case WriteOffRefusal.ReversalFlagged: await world.Flag(denial); return good;
            case WriteOffRefusal.ReasonsNotConfigured: return good;
            case WriteOffRefusal.ReasonMissing: return Line("", denial.Balance);
            case WriteOffRefusal.ReasonUnknown: return Line("no-such", denial.Balance);
            case WriteOffRefusal.ReasonDisabled: await world.ChangeReason("other", r => r.IsEnabled = false); return good;
            case WriteOffRefusal.CategoryRequired:
                await world.Change(db => { db.Add(new WriteOffReason(world.TenantId, world.Keys.Next(), "bare", "Bare", null, EvidenceRule.None, "", 9)); return Task.CompletedTask; });
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
            case WriteOffRefusal.ChangedSinceYouLooked: await world.Bring(denial, DenialStatus.InProgress); return good;
            case WriteOffRefusal.KeyUsedForOther:
                await world.WriteOffs.Submit(world.Clerk, Line("other", new Money(100)));
                return good;
            default: throw new ArgumentOutOfRangeException(nameof(refusal));
        }
    }

    [Fact]
    public async Task Submit_SumOfLinesAboveBalance_Refused()
    {
        var world = await World.Open();
        var denial = await world.GivenDenial(new Money(1_000));
        var ask = World.Whole(denial) with { Lines = [new WriteOffAskLine("other", new Money(600)), new WriteOffAskLine("other", new Money(401))] };
        await Expect.Refused(world, () => world.WriteOffs.Submit(world.Clerk, ask), "AmountAboveBalance");
    }

    [Fact]
    public async Task Submit_NineLines_Refused()
    {
        var world = await World.Open();
        var denial = await world.GivenDenial(new Money(1_000));
        var ask = World.Whole(denial) with { Lines = [.. Enumerable.Range(0, 9).Select(_ => new WriteOffAskLine("other", new Money(1)))] };
        await Expect.Refused(world, () => world.WriteOffs.Submit(world.Clerk, ask), "TooManyLines");
    }

    [Fact]
    public async Task Submit_ContractualWithoutPaymentWrite_NamesTheScope()
    {
        var world = await World.Open();
        var denial = await world.GivenDenial();
        var refused = await world.WriteOffs.Submit(world.Clerk, World.Whole(denial, "contractual"));
        refused.Refusal!.Sentence.Should().Contain("billing.payment.write");
        await Expect.Refused(world, () => world.WriteOffs.Submit(world.Clerk, World.Whole(denial, "contractual")), "ScopeMissing");
        (await world.WriteOffs.Submit(world.Supervisor, World.Whole(denial, "contractual"))).IsDone.Should().BeTrue();
    }

    [Fact]
    public async Task Submit_Split_OneRowAndOneAuditRowPerLine()
    {
        var world = await World.Open();
        var denial = await world.GivenDenial(new Money(1_000));
        var ask = World.Whole(denial) with { Lines = [new WriteOffAskLine("other", new Money(700)), new WriteOffAskLine("bad-debt", new Money(300))] };

        (await world.WriteOffs.Submit(world.Clerk, ask)).Value.StatusAfter.Should().Be(DenialStatus.WrittenOff);

        (await world.LedgerOf(denial)).Select(a => a.AmountCents).Should().Equal(700, 300);
        var rows = (await world.Trail()).Where(r => r.DenialId == denial.Id).TakeLast(2).ToList();
        rows.Select(r => (r.ReasonCode, r.AmountCents, r.BalanceBeforeCents, r.BalanceAfterCents)).Should().Equal(("other", 700, 1_000, 300), ("bad-debt", 300, 300, 0));
        await Expect.Clean(world);
    }

    [Fact]
    public async Task Submit_PartInOpen_StaysOpenWithLess()
    {
        var world = await World.Open();
        var denial = await world.GivenDenial(new Money(1_000));
        var receipt = await world.WriteOffPart(denial, new Money(400));
        receipt.Should().Match<WriteOffReceipt>(r => r.StatusAfter == DenialStatus.Open && r.BalanceAfter == new Money(600) && !r.IsPending);
        (await world.WriteOffPart(denial, new Money(600))).StatusAfter.Should().Be(DenialStatus.WrittenOff);
        await world.Reopens.Reopen(world.Clerk, await world.Now(denial), "Both were wrong");
        (await world.Reload(denial)).Balance.Should().Be(new Money(1_000));
        await Expect.Clean(world);
    }
}
