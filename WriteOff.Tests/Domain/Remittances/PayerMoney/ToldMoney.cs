using WriteOff.Domain.Remittances.PayerMoney;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Tests.Support;
using static WriteOff.Tests.Support.TestRemittances;

namespace WriteOff.Tests.Domain.Remittances.PayerMoney;

/// <summary>Remittances with provider-level adjustments, and what the page says of them.</summary>
internal static class ToldMoney
{
    public static readonly OutgoingClaim Paid = Claim("RC-1", Line("99213", 200, "CO-45 66.71"));

    public static PayerMoneyViews Views(TestWorkbench workbench) => new(workbench.Dbs, workbench.Clock);

    public static async Task<PayerMoneyPage> Page(TestWorkbench workbench, PayerMoneyShow show = PayerMoneyShow.Unexplained) => (await Views(workbench).Open(workbench.PostingClerk, show)).Value;

    public static async Task<(TestWorkbench Workbench, PayerMoneyPage Page)> Told(params OutgoingRemittance[] remittances)
    {
        var workbench = await TestWorkbench.Open();
        for (var n = 0; n < remittances.Length; n++) await workbench.Post(remittances[n].By(North, $"EFT{n}"), n + 1);
        await workbench.NoCentIsLost();
        return (workbench, await Page(workbench));
    }

    public static OutgoingRemittance With(OutgoingRemittance remittance, params (string, string, decimal)[] adjustments) =>
        remittance with { ProviderAdjustments = [.. adjustments.Select(a => (a.Item1, a.Item2, Dollars(a.Item3)))] };
}
