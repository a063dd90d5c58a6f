using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Remittances.Reversals;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.Verification;
using WriteOff.Domain.WriteOffs;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Remittances.Stories;

/// <summary>Plays one story: import 1, write its denials off, import the rest, compare, reopen where the story asks for it, compare again.</summary>
internal sealed partial class StoryRunner
{
    private readonly RemittanceStory _story;
    private readonly TestWorkbench _workbench;
    private readonly HashSet<long> _first = [];
    private HashSet<long> _latest = [];
    private List<Denial> _denials = [];
    private long _undone;

    private StoryRunner(RemittanceStory story, TestWorkbench workbench) => (_story, _workbench) = (story, workbench);

    public static async Task Play(string folder)
    {
        var replay = new StoryRunner(RemittanceStory.Read(folder), await TestWorkbench.Open());
        await replay.Play();
    }

    private async Task Play()
    {
        if (_story.IsTrue("automatic")) await _workbench.Change(async db => (await db.Set<TenantPolicy>().SingleAsync()).AutomaticReopen = true);
        for (var n = 1; n <= _story.Files.Count; n++)
        {
            var receipt = await Take(_story.Files[n - 1]);
            if (n == 1) await Begin();
            if (_story.After(n) is not { } expected) continue;
            if (expected.ValueKind == JsonValueKind.String) await MustPostNothing(receipt, expected.GetString()!);
            else await Compare(expected);
            if (expected.ValueKind == JsonValueKind.Object && expected.TryGetProperty("then", out _)) await WriteOffAll();
        }
    }

    private async Task<FileReceipt?> Take(string path)
    {
        var earlier = (await StoryState.Of(_workbench)).Payments.Select(p => p.Id).ToHashSet();
        await using var file = File.OpenRead(path);
        var taken = await _workbench.Intake.Take(_workbench.PostingClerk, path, file);
        _latest = [.. (await StoryState.Of(_workbench)).Payments.Select(p => p.Id).Where(id => !earlier.Contains(id))];
        return taken.IsDone ? taken.Value : null;
    }

    /// <summary>The given: the denials of file 1 are written off, or wait, or are appealed.</summary>
    private async Task Begin()
    {
        _first.UnionWith(_latest);
        switch (_story.Says("state"))
        {
            case "pending":
                await _workbench.SetGate(GateMode.Always);
                await WriteOffAll();
                break;
            case "appeal":
                foreach (var denial in await Open()) (await _workbench.Appeals.File(_workbench.Supervisor, await _workbench.Now(denial), new AppealAsk(1, _workbench.Today, "Late, the payer agreed"))).IsDone.Should().BeTrue();
                break;
            case "partial":
                foreach (var denial in await Open()) await _workbench.WriteOffPart(denial, new Money(_story.Cents("write_off")!.Value));
                break;
            case "open": break;
            default:
                await WriteOffAll();
                break;
        }

        _denials = [.. (await StoryState.Of(_workbench)).Denials];
    }

    private async Task WriteOffAll()
    {
        foreach (var denial in await Open()) (await _workbench.WriteOffs.Submit(_workbench.Clerk, TestWorkbench.Whole(denial))).IsDone.Should().BeTrue();
        _denials = [.. (await StoryState.Of(_workbench)).Denials.Where(d => d.Status != DenialStatus.Resolved)];
    }

    private async Task<List<Denial>> Open() => [.. (await StoryState.Of(_workbench)).Denials.Where(d => d.Status is DenialStatus.Open or DenialStatus.InProgress)];

    private static async Task<long> Count(TestWorkbench workbench) => await workbench.Read(db => db.Set<PaymentApplication>().CountAsync());

    private async Task MustPostNothing(FileReceipt? receipt, string why)
    {
        receipt.Should().NotBeNull(why);
        (receipt!.IsDuplicate || receipt.Remittances.All(r => r.Status != RemittanceStatus.Posted)).Should().BeTrue(why);
        _latest.Should().BeEmpty(why);
        await Clean();
    }

    private async Task Clean()
    {
        (await new Verifier(_workbench.Dbs).Run(_workbench.TenantId)).Where(r => !r.Holds).Select(r => $"{r.Name}: {string.Join(", ", r.FirstKeys)}").Should().BeEmpty();
        foreach (var claim in (await StoryState.Of(_workbench)).Claims)
        {
            var state = await StoryState.Of(_workbench);
            claim.BalanceCents.Should().Be(claim.ChargeCents - state.Rows.Where(r => r.ClaimId == claim.Id).Sum(r => r.AmountCents));
        }

        (await StoryState.Of(_workbench)).Payments.Where(p => p.Outcome is ClaimPaymentOutcome.Held or ClaimPaymentOutcome.Unmatched).Where(p => p.Why.Length == 0).Should().BeEmpty("what waits says why");
    }

    /// <summary>Reopens each flagged denial of the story as a biller would, and checks the act against the preview it showed.</summary>
    private async Task Reopen()
    {
        foreach (var denial in _denials)
        {
            var now = await _workbench.Reload(denial);
            if (!now.IsFlagged) continue;
            var rows = await Count(_workbench);
            var preview = (await _workbench.Corrections.Preview(_workbench.Clerk, denial.Id)).Value;
            var reason = preview.SuggestedReason.Length >= 3 ? preview.SuggestedReason : "The payer changed its mind";
            (await _workbench.Corrections.Reopen(_workbench.Clerk, new DenialAsk(denial.Id, now.Version), reason)).Refusal.Should().BeNull();
            (await Count(_workbench) - rows).Should().Be(preview.Plan.Steps.Count(s => s.IsRow), "the act writes what the preview showed");
            (await _workbench.ClaimOf(denial)).BalanceCents.Should().Be(preview.Plan.BalanceAfterCents);
            foreach (var outcome in preview.Plan.Denials.Where(d => d.Id > 0))
            {
                var after = await _workbench.Read(db => db.Set<Denial>().SingleAsync(d => d.Id == outcome.Id));
                (after.BalanceCents, after.Resolution).Should().Be((outcome.BalanceAfterCents, outcome.Resolution));
            }
        }
    }
}
