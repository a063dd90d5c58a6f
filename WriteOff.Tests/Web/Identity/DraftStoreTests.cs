using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using WriteOff.Domain.Access;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Tests.Support;
using WriteOff.Web.Denials;
using WriteOff.Web.Identity;
using WriteOff.Web.WriteOffs;
using WriteOff.Web.WriteOffs.Mass;

namespace WriteOff.Tests.Web.Identity;

public sealed class DraftStoreTests
{
    private readonly EphemeralDataProtectionProvider _keys = new();

    [Fact]
    public async Task Draft_AtRest_IsSealedForItsPerson()
    {
        var workbench = await TestWorkbench.Open();
        var store = Store(workbench);
        await store.Save(workbench.Clerk, "write-off/1", new WriteOffDraft { Note = "Alpha, Ann called" });

        var row = await workbench.Read(db => db.Set<Draft>().AsNoTracking().SingleAsync());
        Encoding.UTF8.GetString(row.Content).Should().NotContain("Alpha");
        (await store.Read<WriteOffDraft>(workbench.Clerk, "write-off/1"))!.Note.Should().Be("Alpha, Ann called");

        await new Drafts(workbench.Dbs, workbench.Gate, workbench.Clock).Save(workbench.Supervisor, "write-off/1", row.Content);
        (await store.Read<WriteOffDraft>(workbench.Supervisor, "write-off/1")).Should().BeNull("a row copied to somebody else doesn't open");
    }

    [Fact]
    public async Task Draft_OfOtherKeys_BeginsAnew()
    {
        var workbench = await TestWorkbench.Open();
        await Store(workbench).Save(workbench.Clerk, "write-off/1", new WriteOffDraft { Note = "one" });
        var other = new DraftStore(new Drafts(workbench.Dbs, workbench.Gate, workbench.Clock), new EphemeralDataProtectionProvider(), NullLogger<DraftStore>.Instance);
        (await other.Read<WriteOffDraft>(workbench.Clerk, "write-off/1")).Should().BeNull();
    }

    [Fact]
    public async Task WriteOffDraft_OnAnotherNode_KeepsKeyLinesAndNote()
    {
        var workbench = await TestWorkbench.Open();
        var draft = new WriteOffDraft { Note = "half a sente" };
        draft.Lines[0].Amount = "12.30";
        draft.Lines.Add(new DraftLine { ReasonCode = "other", Amount = "1" });
        await Store(workbench).Save(workbench.Clerk, WriteOffDraft.NameOf(7), draft);

        var back = await Store(workbench.OpenSecondProcess()).Read<WriteOffDraft>(workbench.Clerk, WriteOffDraft.NameOf(7));

        back.Should().BeEquivalentTo(draft);
    }

    [Fact]
    public async Task MassDraft_AfterARestart_KeepsSelectionReasonAndNote()
    {
        var workbench = await TestWorkbench.Open();
        var draft = new MassDraft(new GridAsk(DenialStatus.Open, GridSort.Balance, IsDescending: false, Text: "patient ~ ann"), new GridSelection(true, new HashSet<long> { 4, 5 }), 40, new Money(9_000))
        {
            Balances = new Dictionary<long, long> { [4] = 100 }, Total = new GridTotal(42, 9_200), ReasonCode = "other", Note = "Quarter",
        };
        var key = await new MassDrafts(Store(workbench), workbench.Clock).Keep(workbench.Clerk, draft);

        var after = new MassDrafts(Store(workbench.OpenSecondProcess()), workbench.Clock);

        (await after.Find(workbench.Clerk, key)).Should().BeEquivalentTo(draft);
        (await after.Find(workbench.Supervisor, key)).Should().BeNull();
        (await after.Find(workbench.Clerk, "../" + key)).Should().BeNull();
        await after.Drop(workbench.Clerk, key);
        (await new MassDrafts(Store(workbench), workbench.Clock).Find(workbench.Clerk, key)).Should().BeNull("it was started");
    }

    [Fact]
    public async Task PrivateFilter_OnAnotherNode_OpensForItsPersonForSevenDays()
    {
        var workbench = await TestWorkbench.Open();
        var address = new PrivateFilters(_keys, workbench.Clock).ForAddress(workbench.Clerk, "patient ~ ann");
        var other = new PrivateFilters(_keys, workbench.Clock);
        address.Should().StartWith("@").And.NotContain("ann");
        other.Resolve(workbench.Clerk, new GridAsk(Text: address))!.Text.Should().Be("patient ~ ann");
        other.Resolve(workbench.Supervisor, new GridAsk(Text: address)).Should().BeNull();
        other.Resolve(workbench.Clerk, new GridAsk(Text: address[..^2])).Should().BeNull();
        workbench.Clock.Advance(Drafts.Lasts + TimeSpan.FromSeconds(1));
        other.Resolve(workbench.Clerk, new GridAsk(Text: address)).Should().BeNull();
    }

    [Fact]
    public async Task TypedDraft_LeftBeforeThePauseEnds_IsKept_AndGoneOnceSent()
    {
        var workbench = await TestWorkbench.Open();
        var (store, text) = (Store(workbench), "");
        await using (var typed = new TypedDraft<string>(store, workbench.Clerk, "note/1", () => text, workbench.Clock))
        {
            text = "hal";
            typed.Changed();
            text = "half a note";
            typed.Changed();
        }

        (await store.Read<string>(workbench.Clerk, "note/1")).Should().Be("half a note");
        await using var again = new TypedDraft<string>(store, workbench.Clerk, "note/1", () => text, workbench.Clock);
        again.Changed();
        await again.Drop();
        (await store.Read<string>(workbench.Clerk, "note/1")).Should().BeNull();
    }

    private DraftStore Store(TestWorkbench workbench) => new(new Drafts(workbench.Dbs, workbench.Gate, workbench.Clock), _keys, NullLogger<DraftStore>.Instance);
}
