using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Remittances.Reversals;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs;

namespace WriteOff.Tests.Domain.Remittances.Stories;

/// <content>What a story expects, compared.</content>
internal sealed partial class StoryRunner
{
    private async Task Compare(JsonElement expected)
    {
        var found = await StoryState.Of(_workbench);
        Detection(expected, found);
        await Clean();
        if (expected.TryGetProperty("denial_after_reopen", out _) || (expected.TryGetProperty("resolution", out _) && found.Flags.Exists(f => f.Status == CaseStatus.Open))) await Reopen();
        await Clean();
        var state = await StoryState.Of(_workbench);
        if (expected.TryGetProperty("reverse_writeoff", out var undone)) (state.UndoneWriteOffs - _undone).Should().Be(RemittanceStory.CentsOf(undone), "write-offs taken back");
        if (expected.TryGetProperty("payment_reversed", out var reversed)) state.UndonePayments.Should().Be(RemittanceStory.CentsOf(reversed), "payments taken back");
        Statuses(expected, state);
        Money(expected, state);
        NewDenials(expected, state);
        await Others(expected, state);
        _undone = state.UndoneWriteOffs;
    }

    private void Detection(JsonElement expected, StoryState state)
    {
        if (!expected.TryGetProperty("detected", out var detected)) return;
        var later = state.Payments.Where(p => !_first.Contains(p.Id)).Select(p => p.Id).ToHashSet();
        var reports = state.Reports(later);
        (reports.Count > 0).Should().Be(detected.GetBoolean(), "detection: {0}", string.Join(" | ", state.Payments.Where(p => later.Contains(p.Id)).Select(p => $"{p.StatusCode} {p.Outcome} {p.HoldWord}: {p.Why}")));
        if (!detected.GetBoolean())
        {
            state.Flags.Should().BeEmpty();
            foreach (var denial in _denials) state.Denials.Single(d => d.Id == denial.Id).Should().BeEquivalentTo(denial, "it is not touched");
            return;
        }

        if (!expected.TryGetProperty("confidence", out var confidence)) return;
        Enum.TryParse<MatchConfidence>(confidence.GetString(), ignoreCase: true, out var wanted).Should().BeTrue();
        var latest = state.Reports(_latest);
        if (latest.Count == 0) latest = reports;
        (state.Cases.LastOrDefault(c => c.Status == CaseStatus.Open)?.Confidence ?? latest.Min(r => r.Confidence)).Should().Be(wanted, string.Join(" | ", latest.Select(r => r.Sentence)));
        if (wanted == MatchConfidence.Review) state.Payments.Where(p => p.IsReversal && _latest.Contains(p.Id) && p.Outcome != ClaimPaymentOutcome.Held).Should().BeEmpty("a review posts nothing");
        if (expected.TryGetProperty("held", out var held) && held.ValueKind == JsonValueKind.Number) state.Payments.Count(p => p.Outcome == ClaimPaymentOutcome.Held).Should().Be(held.GetInt32(), "held payments");
    }

    private void Statuses(JsonElement expected, StoryState state)
    {
        var concerned = state.Denials.Where(d => _denials.Exists(o => o.Id == d.Id) && (state.Flags.Exists(f => f.DenialId == d.Id) || (d.Status == DenialStatus.Resolved && (d.TakenBackCents > 0 || state.Rows.Any(r => r.DenialId == d.Id))))).ToList();
        foreach (var name in new[] { "denial_after_reopen", "denial_after" })
        {
            if (!expected.TryGetProperty(name, out var after)) continue;
            DenialStatuses.TryRead(after.GetString(), out var status).Should().BeTrue();
            concerned.Should().NotBeEmpty();
            concerned.Should().OnlyContain(d => d.Status == status);
        }

        if (expected.TryGetProperty("resolution", out var resolution))
        {
            Enum.TryParse<Resolution>(resolution.GetString(), ignoreCase: true, out var wanted).Should().BeTrue();
            concerned.Should().NotBeEmpty().And.OnlyContain(d => d.Resolution == wanted);
            concerned.Should().OnlyContain(d => !d.IsFlagged && d.BalanceCents == 0);
            foreach (var claim in state.Claims.Where(c => concerned.Exists(d => d.ClaimId == c.Id)))
                claim.BalanceCents.Should().Be(state.Denials.Where(d => d.ClaimId == claim.Id).Sum(d => d.BalanceCents), "what is open on the claim is open on a denial");
        }

        if (!expected.TryGetProperty("untouched", out var untouched)) return;
        foreach (var one in untouched.EnumerateArray())
            state.Denials.Where(d => d.Carc == one.GetProperty("carc").GetString()).Should().NotBeEmpty().And.OnlyContain(d => d.Status.Word() == one.GetProperty("status").GetString() && !d.IsFlagged);
    }

    /// <summary>What the corrections posted and what still stands of it; a story may count the whole correction or the denied lines alone.</summary>
    private void Money(JsonElement expected, StoryState state)
    {
        bool IsCorrection(RemittanceClaim p) => !_first.Contains(p.Id) && !p.IsReversal && (p.CorrectsId is not null || p.ReversesId is not null);
        foreach (var (name, type) in new[] { ("new_payment", ApplicationType.Payment), ("contractual", ApplicationType.Contractual), ("patient", ApplicationType.PatientAr) })
        {
            if (!expected.TryGetProperty(name, out var amount) || amount.ValueKind != JsonValueKind.Number) continue;
            var (whole, lines) = (state.Posted(IsCorrection, type), state.PostedOn(_denials, IsCorrection, type));
            new[] { whole, lines }.Should().Contain(RemittanceStory.CentsOf(amount), name);
        }
    }

    private void NewDenials(JsonElement expected, StoryState state)
    {
        foreach (var name in new[] { "new_denial", "new_denials" })
        {
            if (!expected.TryGetProperty(name, out var wanted)) continue;
            foreach (var one in wanted.ValueKind == JsonValueKind.Array ? [.. wanted.EnumerateArray()] : new[] { wanted })
            {
                state.Denials.Should().Contain(d => !_denials.Exists(o => o.Id == d.Id) && d.Group == one.GetProperty("group").GetString() && d.Carc == one.GetProperty("carc").GetString()
                    && d.DeniedCents == RemittanceStory.CentsOf(one.GetProperty("amount")) && d.Status == DenialStatus.Open && d.BalanceCents == d.DeniedCents);
            }
        }
    }

    private async Task Others(JsonElement expected, StoryState state)
    {
        if (expected.TryGetProperty("unmatched", out var unmatched) && unmatched.ValueKind == JsonValueKind.Number) state.Payments.Count(p => p.Outcome == ClaimPaymentOutcome.Unmatched).Should().Be(unmatched.GetInt32());
        if (expected.TryGetProperty("request", out var request)) (await _workbench.Read(db => db.Set<WriteOffRequest>().Select(r => r.Status).SingleAsync())).ToString().Should().Be(request.GetString());
        if (expected.TryGetProperty("appeal", out var appeal)) (await _workbench.Read(db => db.Set<Appeal>().Select(a => a.Outcome).SingleAsync())).ToString().Should().Be(appeal.GetString());
    }
}
