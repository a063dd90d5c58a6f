using WriteOff.Domain.Remittances;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Tests.Support;
using static WriteOff.Tests.Support.TestRemittances;

namespace WriteOff.Tests.Domain.Remittances.Resubmissions;

/// <summary>A claim, and the same claim three days later under another number of the payer.</summary>
internal static class SentTwice
{
    public static OutgoingClaim First(params OutgoingLine[] lines) => Claim("RC-1", lines);

    public static OutgoingRemittance Again(params OutgoingLine[] lines) =>
        Of(Claim("RC-1", lines) with { PayerControlNumber = "ICN2" }).By(North, "EFT2") with { PaymentDate = PaidOn.AddDays(3) };

    public static async Task<(TestWorkbench Workbench, RemittanceReceipt Receipt, PostedClaim Posted)> Sent(OutgoingClaim first, OutgoingRemittance again, Func<TestWorkbench, Task>? between = null)
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Post(first);
        if (between is not null) await between(workbench);
        var receipt = await workbench.Post(again, 2);
        await workbench.NoCentIsLost();
        return (workbench, receipt, await workbench.Posted("RC-1"));
    }
}
