using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;
using WriteOff.Domain.WriteOffs.Mass;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.WriteOffs;

/// <summary>Deductible, coinsurance and copay of federal payers aren't given up as a matter of routine.</summary>
public sealed class CostShareTests
{
    private static CostShareAsk Statement(DateOnly day) => new(CostShareKind.Statement, day, null);

    [Theory]
    [InlineData("small-balance")]
    [InlineData("other")]
    [InlineData("courtesy")]
    public async Task Submit_RoutineReason_RefusesUntilHardshipOrEnoughStatementsAreOnFile(string reason)
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Change(db => { db.Add(new WriteOffReason(workbench.TenantId, workbench.Keys.Next(), "courtesy", "Courtesy", ReasonCategory.Other, EvidenceRule.None, "", 9)); return Task.CompletedTask; });
        var denial = await workbench.GivenDenial(new Money(900), carc: "2", group: "PR");
        await workbench.MakeFederal();
        var service = new CostShareService(workbench.Writer);

        await Expect.Refused(workbench, () => workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(denial, reason)), nameof(WriteOffRefusal.CostShareNeedsEvidence));
        var opened = (await workbench.WriteOffs.Open(workbench.Clerk, denial.Id)).Value;
        WriteOffRules.Offers(opened.Facts, opened.Setting).Single(o => o.Reason.Code == reason).Refusal!.Code.Should().Be(nameof(WriteOffRefusal.CostShareNeedsEvidence), "the dialog says the same");
        for (var n = 1; n <= 3; n++) _ = (await service.Record(workbench.Clerk, denial.Id, Statement(workbench.Today.AddDays(-30 * n)))).Value;

        (await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(denial, reason))).Value.StatusAfter.Should().Be(DenialStatus.WrittenOff);
        (await workbench.Trail()).Count(a => a.Act == AuditAct.StatementRecorded).Should().Be(3);
        await Expect.Clean(workbench);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(-1, false)]
    public async Task Submit_Hardship_CountsUntilItsLastDay(int until, bool allowed)
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial(new Money(900), carc: "1", group: "PR");
        await workbench.MakeFederal();
        _ = (await new CostShareService(workbench.Writer).Record(workbench.Clerk, denial.Id, new CostShareAsk(CostShareKind.Hardship, workbench.Today.AddDays(-20), workbench.Today.AddDays(until)))).Value;
        (await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(denial))).IsDone.Should().Be(allowed);
    }

    [Fact]
    public async Task Run_FederalCostShare_IsCountedInThePreviewAndSkipped()
    {
        var workbench = await TestWorkbench.Open();
        var (share, plain) = (await workbench.GivenDenial(new Money(900), carc: "3", group: "PR"), await workbench.GivenDenial(new Money(900)));
        await workbench.MakeFederal();

        var preview = await workbench.Look("small-balance");
        var rows = await workbench.RowsOf((await workbench.Run(preview)).Number);

        preview.Groups.Single(g => g.Outcome == RowOutcomeKind.Skipped).Should().BeEquivalentTo(new { Cause = "cost-share-needs-evidence", Count = 1, Sum = share.Balance });
        (rows[share.Id].Word(), rows[plain.Id].Word()).Should().Be(("Skipped cost-share-needs-evidence", "Posted"));
    }

    [Fact]
    public async Task Run_ReasonWithEvidenceOfCollection_IsHeldBackInARunAloneAndPassesWithStatements()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial(carc: "2", group: "PR", age: 200);
        await workbench.MakeFederal();
        (await workbench.Look("patient-uncollectable")).Through.Should().Be(0);
        for (var n = 1; n <= 3; n++) _ = (await new CostShareService(workbench.Writer).Record(workbench.Clerk, denial.Id, Statement(workbench.Today.AddDays(-30 * n)))).Value;
        (await workbench.Look("patient-uncollectable")).Through.Should().Be(1);
    }

    [Theory]
    [InlineData(CostShareKind.Statement, null, null, "DateMissing")]
    [InlineData(CostShareKind.Statement, 1, null, "DateImpossible")]
    [InlineData(CostShareKind.Statement, -1, 5, "DateImpossible")]
    [InlineData(CostShareKind.Hardship, -1, null, "DateMissing")]
    [InlineData(CostShareKind.Hardship, -1, -2, "DateImpossible")]
    [InlineData((CostShareKind)7, -1, null, "ChoiceUnknown")]
    public async Task Record_BadInput_RefusesAndWritesNothing(CostShareKind kind, int? dated, int? until, string refusal)
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial();
        DateOnly? Day(int? days) => days is { } n ? workbench.Today.AddDays(n) : null;
        await Expect.Refused(workbench, () => new CostShareService(workbench.Writer).Record(workbench.Clerk, denial.Id, new CostShareAsk(kind, Day(dated), Day(until))), refusal);
    }

    [Fact]
    public async Task Record_TwiceOrWithoutTheScopeOrElsewhere_Refuses()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial();
        var service = new CostShareService(workbench.Writer);
        await Expect.Refused(workbench, () => service.Record(workbench.Manager, denial.Id, Statement(workbench.Today)), "ScopeMissing");
        await Expect.Refused(workbench, () => service.Record(workbench.Clerk, 42, Statement(workbench.Today)), "NotFound");
        _ = (await service.Record(workbench.Clerk, denial.Id, Statement(workbench.Today))).Value;
        await Expect.Refused(workbench, () => service.Record(workbench.Clerk, denial.Id, Statement(workbench.Today)), "AlreadySo");
        (await workbench.Read(db => db.Set<CostShareEvidence>().CountAsync())).Should().Be(1);
    }

    [Fact]
    public void Decide_AnyFacts_IsHeldBackExactlyWhereTheGuardSays() =>
        Prop.ForAll(Gen.Choose(0, 63).ToArbitrary(), Gen.Choose(-3, 3).ToArbitrary(), Gen.Choose(0, 5).ToArbitrary(), (bits, until, statements) =>
        {
            var (isFederal, isShare, isMass, isRoutine, hasForm) = ((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0, (bits & 16) != 0);
            var scenario = new Scenario().With(f => f with
            {
                IsFederalPayer = isFederal,
                Carc = isShare ? "247" : "197",
                Statements = statements,
                HardshipUntil = hasForm ? Scenario.Today.AddDays(until) : null,
            });
            var refused = CostShareRules.Refuse(scenario.Facts!.Value, [scenario.Reason(isRoutine ? "other" : "bad-debt")], isMass, scenario.Setting);
            var isShown = (hasForm && until >= 0) || statements >= 3;
            return refused is null == !(isFederal && isShare && (isMass || isRoutine) && !isShown);
        }).Try(1_000, many: 20_000);
}
