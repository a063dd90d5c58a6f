using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Remittances.Reversals;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Remittances.Reversals;

/// <summary>A payer that adjudicates, takes back, corrects, repeats and errs, and people who react: each number is one move.</summary>
internal sealed class RandomRemittanceActs(TestWorkbench workbench)
{
    private readonly List<OutgoingClaim> _live = [];
    private byte[]? _lastFile;
    private int _counter;

    public async Task Play(byte move)
    {
        var pick = move / 16;
        switch (move % 16)
        {
            case 0 or 1: await Adjudicate(pick); break;
            case 2 or 3: await Reverse(pick, correct: false); break;
            case 4 or 5: await Reverse(pick, correct: true); break;
            case 6: await Send(Adjudication(pick)); break;
            case 7: await Again(); break;
            case 8: await Send(Spoilt(pick)); break;
            case 9 or 10: await OnDenial(pick, d => workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(d))); break;
            case 11: await OnDenial(pick, d => workbench.WriteOffs.Submit(workbench.Clerk, States.Part(d, new Money(Math.Max(1, d.BalanceCents / 3))))); break;
            case 12 or 13: await OnDenial(pick, d => workbench.Corrections.Reopen(workbench.Clerk, new DenialAsk(d.Id, d.Version), "The payer wrote")); break;
            case 14 when pick % 2 == 1: await Approve(pick); break;
            case 14: await OnDenial(pick, d => workbench.Corrections.DismissFlag(workbench.Clerk, new DenialAsk(d.Id, d.Version), "Not this one")); break;
            default: await Decide(pick); break;
        }
    }

    private async Task Adjudicate(int pick)
    {
        var claim = Adjudication(pick) with { PatientControlNumber = $"RC-{pick % 3}", PayerControlNumber = $"N{++_counter}" };
        _live.Add(claim);
        await Send(claim);
    }

    private async Task Reverse(int pick, bool correct)
    {
        if (_live.Count == 0) return;
        var old = _live[pick % _live.Count];
        _live.Remove(old);
        if (!correct)
        {
            await Send(old.Reversed());
            return;
        }

        var fresh = Adjudication(pick + ++_counter) with { PatientControlNumber = old.PatientControlNumber, PayerControlNumber = pick % 2 == 0 ? old.PayerControlNumber : $"N{++_counter}" };
        _live.Add(fresh);
        await Send(pick % 4 < 2 ? [old.Reversed(), fresh] : [fresh, old.Reversed()]);
    }

    private static OutgoingClaim Adjudication(int pick) => Payers.Claim($"RC-{pick % 3}", "N0", (pick % 5) switch
    {
        0 => [Payers.Line("71046", 80_000, ("CO", "197", 80_000))],
        1 => [Payers.Line("71046", 80_000, ("CO", "45", 20_000), ("PR", "2", 8_000))],
        2 => [Payers.Line("71046", 80_000, ("CO", "50", 30_000), ("CO", "45", 10_000))],
        3 => [Payers.Line("99213", 30_000, ("PR", "96", 30_000))],
        _ => [Payers.Line("71046", 80_000, ("CO", "45", 80_000)), Payers.Line("99213", 30_000, ("CO", "29", 30_000))],
    });

    private OutgoingClaim Spoilt(int pick) => (pick % 3) switch
    {
        0 => Payers.Denied($"RC-{pick % 2}", cents: 65_000, control: $"N{pick}").Reversed(),
        1 => Payers.Denied($"rc {pick % 3}", control: $"N{++_counter}").Reversed(),
        _ => Payers.Denied($"RC-{pick % 3}", control: $"N{pick}") with { Status = "22" },
    };

    private async Task Send(params OutgoingClaim[] claims)
    {
        using var file = Payers.Write(claims);
        _lastFile = file.ToArray();
        (await workbench.Intake.Take(workbench.PostingClerk, "played.835", file)).IsDone.Should().BeTrue();
    }

    private async Task Again()
    {
        if (_lastFile is null) return;
        using var file = new MemoryStream(_lastFile);
        (await workbench.Intake.Take(workbench.PostingClerk, "again.835", file)).Value.IsDuplicate.Should().BeTrue();
    }

    private async Task OnDenial<T>(int pick, Func<Denial, Task<Outcome<T>>> act)
    {
        var denials = await workbench.Denials();
        if (denials.Count > 0) await act(denials[pick % denials.Count]);
    }

    private async Task Approve(int pick)
    {
        var waiting = await workbench.Read(db => db.Set<WriteOffRequest>().Where(r => r.Status == RequestStatus.Pending).Select(r => r.Id).ToListAsync());
        if (waiting.Count > 0) await workbench.Approvals().Approve(workbench.Supervisor, await workbench.Look(waiting[pick % waiting.Count]));
    }

    private async Task Decide(int pick)
    {
        var payments = await workbench.Payments();
        var waiting = payments.FindAll(p => p.Outcome is ClaimPaymentOutcome.Held or ClaimPaymentOutcome.Unmatched);
        var posted = payments.FindAll(p => p.Outcome == ClaimPaymentOutcome.Posted && !p.IsReversal);
        if (waiting.Count == 0) return;
        var one = waiting[pick % waiting.Count];
        switch (pick % 4)
        {
            case 0: await workbench.Held.Release(workbench.Supervisor, one.Id, "Looked at"); break;
            case 1: await workbench.Held.Reject(workbench.Supervisor, one.Id, "Looked at"); break;
            default:
                var original = posted.FindLast(p => p.ClaimKey == one.ClaimKey) ?? posted.LastOrDefault();
                if (original is not null) await workbench.HandMatches.Match(workbench.Supervisor, one.Id, original.Id, "By hand");
                break;
        }
    }
}
