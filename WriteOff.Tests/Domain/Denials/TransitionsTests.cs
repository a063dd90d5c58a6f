using WriteOff.Domain.Access;
using WriteOff.Domain.Denials;

namespace WriteOff.Tests.Domain.Denials;

/// <summary>The table of domain.md §3 written a second time, by hand: columns O I A P W R; = stays, &lt; goes back where it came from, - refused.</summary>
public sealed class TransitionsTests
{
    public static readonly Dictionary<DenialAct, string> ByHand = new()
    {
        [DenialAct.StartWork] = "I-----",
        [DenialAct.Assign] = "I=----",
        [DenialAct.FileAppeal] = "AA----",
        [DenialAct.WithdrawAppeal] = "--I---",
        [DenialAct.DecideAppeal] = "--I---",
        [DenialAct.WriteOffWhole] = "WW----",
        [DenialAct.WriteOffPart] = "==----",
        [DenialAct.RequestWriteOff] = "PP----",
        [DenialAct.ApproveWhole] = "---W--",
        [DenialAct.ApprovePart] = "---<--",
        [DenialAct.Reject] = "---<--",
        [DenialAct.Cancel] = "---<--",
        [DenialAct.CloseStale] = "---<--",
        [DenialAct.Settle] = "RRRR--",
        [DenialAct.ReopenWithCorrection] = "----R-",
        [DenialAct.Reopen] = "----OO",
        [DenialAct.UndoPart] = "==----",
    };

    public static IEnumerable<TheoryDataRow<DenialStatus, DenialAct>> Pairs() =>
        from status in Enum.GetValues<DenialStatus>() from act in Enum.GetValues<DenialAct>() select new TheoryDataRow<DenialStatus, DenialAct>(status, act);

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Find_EachPair_AsTheDomainDocumentSays(DenialStatus from, DenialAct act)
    {
        var expected = ByHand[act][(int)from - 1];
        var found = Transitions.Find(from, act);
        var actual = found?.Destination switch
        {
            null => '-',
            Destination.Unchanged => '=',
            Destination.WhereItCameFrom => '<',
            Destination.Status => "OIAPWR"[(int)found.To! - 1],
            _ => '?',
        };
        actual.Should().Be(expected);
    }

    [Fact]
    public void All_Pairs_AppearOnce() => Transitions.All.Select(t => (t.From, t.Act)).Should().OnlyHaveUniqueItems();

    [Fact]
    public void All_OneAct_NeedsOneScopeFromEverywhere() =>
        Transitions.All.GroupBy(t => t.Act).Should().OnlyContain(acts => acts.Select(t => t.Scope).Distinct().Count() == 1);

    [Fact]
    public void All_Scopes_AreThoseOfTheDomainDocument()
    {
        Scope? Of(DenialAct act) => Transitions.All.First(t => t.Act == act).Scope;
        Enum.GetValues<DenialAct>().Where(a => Of(a) is null).Should().Equal(DenialAct.CloseStale, DenialAct.Settle);
        Enum.GetValues<DenialAct>().Where(a => Of(a) == Scope.DenialApprove).Should().Equal(DenialAct.ApproveWhole, DenialAct.ApprovePart, DenialAct.Reject);
        Enum.GetValues<DenialAct>().Where(a => Of(a) == Scope.DenialAppeal).Should().Equal(DenialAct.FileAppeal, DenialAct.WithdrawAppeal, DenialAct.DecideAppeal);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Refuse_EachPair_HasSentenceAndStep(DenialStatus from, DenialAct act)
    {
        var refusal = Transitions.Refuse(from, act);
        refusal.Code.Should().Be("ProtectedState");
        refusal.Sentence.Should().EndWith(".");
        refusal.Step.Should().EndWith(".");
    }

    [Fact]
    public void Judge_AllScopes_AgreesWithTheTable()
    {
        var scopes = Enum.GetValues<Scope>().ToHashSet();
        foreach (var row in Pairs())
            (DenialDecider.Judge(row.Data.Item1, scopes, row.Data.Item2) is null).Should().Be(ByHand[row.Data.Item2][(int)row.Data.Item1 - 1] != '-');
    }

    [Theory]
    [InlineData("pending_writeoff", DenialStatus.PendingWriteOff)]
    [InlineData("WRITE_OFF", DenialStatus.WrittenOff)]
    public void TryRead_AnyCase_Status(string word, DenialStatus expected)
    {
        DenialStatuses.TryRead(word, out var status).Should().BeTrue();
        status.Should().Be(expected);
        DenialStatuses.TryRead(word + "x", out _).Should().BeFalse();
    }
}
