using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Denials;

/// <summary>The one way a ledger row comes to be: the row, the claim's balance and the denial's balance together.</summary>
internal static class DenialLedger
{
    /// <summary>Stages the row and takes it into both balances.</summary>
    public static void Post(UnitOfWork unit, InsuranceClaim claim, Denial? denial, PaymentApplication row)
    {
        if (row.ClaimId != claim.Id || row.DenialId != denial?.Id) throw new InvalidOperationException("The row names another claim or denial.");
        unit.Add(row);
        claim.Apply(row);
        denial?.Apply(row);
    }

    /// <summary>Stages the row that takes another one back, on the day it is taken back.</summary>
    /// <param name="remittanceId">The remittance that takes it back, where one does.</param>
    /// <param name="remittanceClaimId">And its claim payment.</param>
    /// <param name="bySystem">The product did it, not the actor.</param>
    public static PaymentApplication Reverse(UnitOfWork unit, InsuranceClaim claim, Denial? denial, PaymentApplication row, DateOnly today,
        long? remittanceId = null, long? remittanceClaimId = null, bool bySystem = false)
    {
        if (row.ReversesId is not null) throw new InvalidOperationException("An undo row is never undone; post anew.");
        var undo = new PaymentApplication(row.TenantId, unit.NextKey(), row.ClaimId, row.Type, checked(-row.AmountCents))
        {
            DenialId = row.DenialId, LineId = row.LineId, ReversesId = row.Id, RequestId = row.RequestId, ReasonId = row.ReasonId,
            AdjustmentGroup = row.AdjustmentGroup, AdjustmentCode = row.AdjustmentCode,
            RemittanceId = remittanceId, RemittanceClaimId = remittanceClaimId,
            PostedOn = today, PostedAt = unit.Now, PostedBy = bySystem ? Guid.Empty : unit.Actor.UserId,
        };
        Post(unit, claim, denial, undo);
        return undo;
    }
}
