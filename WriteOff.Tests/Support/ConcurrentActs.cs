using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;

namespace WriteOff.Tests.Support;

/// <summary>Two acts released at the same moment.</summary>
internal static class ConcurrentActs
{
    /// <summary>Runs both at once and answers both.</summary>
    public static async Task<(TOne One, TTwo Two)> Race<TOne, TTwo>(Func<Task<TOne>> one, Func<Task<TTwo>> two)
    {
        using var start = new Barrier(2);
        var first = Task.Run(() => { start.SignalAndWait(); return one(); });
        var second = Task.Run(() => { start.SignalAndWait(); return two(); });
        return (await first, await second);
    }

    /// <summary>So many claims, each with so many open denials of one amount, in one act.</summary>
    public static async Task<List<Denial[]>> GivenClaims(this TestWorkbench workbench, int claims, int denialsEach, Money amount)
    {
        var pattern = await workbench.GivenDenial(amount);
        return (await workbench.Writer.Write<List<Denial[]>>(workbench.System, (unit, _) =>
        {
            List<Denial[]> made = [];
            for (var n = 0; n < claims; n++)
            {
                var claim = new InsuranceClaim(workbench.TenantId, unit.NextKey(), $"R-{n:00000}", pattern.PayerId, amount.Cents * denialsEach);
                unit.Add(claim);
                made.Add([.. Enumerable.Range(0, denialsEach).Select(_ => Add(unit, claim, pattern, amount))]);
            }

            return Task.FromResult<Outcome<List<Denial[]>>>(made);
        })).Value;
    }

    private static Denial Add(UnitOfWork unit, InsuranceClaim claim, Denial pattern, Money amount)
    {
        var denial = new Denial(claim.TenantId, unit.NextKey(), claim.Id, claim.PayerId, "CO", "197", amount.Cents, pattern.DeniedOn);
        denial.SetAppealWindow(pattern.AppealBy);
        unit.Add(denial);
        unit.Record(AuditAct.DenialMade, new AuditRow { DenialId = denial.Id, ClaimId = claim.Id, AmountCents = amount.Cents, StatusAfter = (int)denial.Status, BalanceAfterCents = amount.Cents });
        return denial;
    }
}
