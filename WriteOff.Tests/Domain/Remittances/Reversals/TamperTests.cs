using WriteOff.Domain.Verification;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Remittances.Reversals;

/// <summary>Each invariant of reversals catches what it is for.</summary>
public sealed class TamperTests
{
    [Theory]
    [InlineData("FlagOpen", "UPDATE denial SET is_flagged = 0")]
    [InlineData("FlagOpen", "UPDATE denial SET is_flagged = 1")]
    [InlineData("FlagOfCase", "UPDATE reversal_flag SET status = 2 WHERE status = 1")]
    [InlineData("CaseClosed", "UPDATE reversal_case SET closed_at = 1 WHERE status = 1")]
    [InlineData("CaseClosed", "UPDATE remittance_claim SET case_id = NULL WHERE outcome = 2")]
    [InlineData("CaseOriginal", "UPDATE reversal_case SET original_id = 7")]
    [InlineData("TakenBackOnce", "UPDATE remittance_claim SET outcome = 3, why = 'x' WHERE id IN (SELECT reverses_id FROM remittance_claim WHERE outcome = 1)")]
    [InlineData("TakenBackBySamePayer", "UPDATE remittance SET payer_identifier = 'X' WHERE id IN (SELECT remittance_id FROM remittance_claim WHERE outcome = 1 AND reverses_id IS NOT NULL)")]
    [InlineData("WaitingPostsNothing", "UPDATE remittance_claim SET outcome = 2 WHERE outcome = 1 AND status_code <> '22'")]
    [InlineData("ReversalOnlyUndoes", "UPDATE remittance_claim SET reverses_id = NULL WHERE outcome = 1 AND status_code = '22'")]
    [InlineData("TakenBackWhole", "UPDATE denial SET balance_cents = 5 WHERE taken_back_cents > 0")]
    [InlineData("WaitingSaysWhy", "UPDATE remittance_claim SET why = '' WHERE outcome = 2")]
    public async Task Run_Tampered_NamesTheInvariant(string invariant, string tampering)
    {
        var workbench = await TestWorkbench.OpenSqlite();
        var one = await workbench.GivenWrittenOff();
        await workbench.GivenWrittenOff(Payers.Denied("RC-2", control: "N2"));
        await workbench.Take(Payers.Denied().Reversed(), Payers.Paid(), Payers.Denied("RC-2", control: "N2").Reversed());
        await workbench.Reopen(one);
        await workbench.MustHold();

        await RawSql.Tamper(workbench, tampering);

        (await new Verifier(workbench.Dbs).Run(workbench.TenantId)).Where(r => !r.Holds).Select(r => r.Name).Should().Contain(invariant);
    }
}
