using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Receivables.Opening;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Receivables.Opening;

/// <summary>A file of open claims becomes claims, ledger rows and denials, once.</summary>
public sealed class OpeningPostTests
{
    private const string Denied = "A-100,\"Alpha, Ann\",North Plan,200.00,80.00,10/12/2026,CO-197,11/02/2026,Clerk";
    private const string Bare = "A-101,\"Beta, Bob\",South Plan,150.00,150.00,10/13/2026,,,";

    [Fact]
    public async Task Post_NewClaims_AreOpenedWithLedgerDenialAndTrail()
    {
        var workbench = await TestWorkbench.Open();

        var receipt = await workbench.Opened(Denied, Bare);

        receipt.Should().Match<OpeningReceipt>(r => r.New == 2 && r.Denials == 1 && r.WithoutDenial == 1 && r.OpenCents == 23_000 && r.Errors == 0);
        var claim = await workbench.Posted("A-100");
        claim.Claim.Should().Match<InsuranceClaim>(c => c.ChargeCents == 20_000 && c.BalanceCents == 8_000 && c.PatientName == "Alpha, Ann" && c.ServiceFrom == new DateOnly(2026, 10, 12));
        claim.Ledger.Should().Equal("Opening 120.00");
        claim.Rows[0].Should().Match<PaymentApplication>(a => a.SourceRow == 2 && a.OpeningImportId == receipt.ImportId);
        claim.Refused.Should().Equal("CO-197 80.00 InProgress");
        claim.Denials[0].Should().Match<Denial>(d => d.DeniedOn == new DateOnly(2026, 11, 2) && d.AssigneeId == workbench.Clerk.UserId && d.AppealBy == new DateOnly(2026, 11, 2).AddDays(120));
        (await workbench.Posted("A-101")).Ledger.Should().Equal("Opening 0.00");
        (await workbench.Trail()).Select(a => a.Act).Should().EndWith([AuditAct.DenialMade, AuditAct.Assigned, AuditAct.OpeningImported]);
        (await workbench.Read(db => db.Set<OpeningImport>().SingleAsync())).Should().Match<OpeningImport>(i => i.FileName == "open.csv" && i.ClaimCount == 2 && i.OpenCents == 23_000);
        await workbench.NoCentIsLost();
    }

    [Fact]
    public async Task Post_TheSameFileAgain_ChangesNothing()
    {
        var workbench = await TestWorkbench.OpenSqlite();
        await workbench.Opened(Denied, Bare);
        var before = await workbench.Trail();

        var again = (await workbench.Open(OpeningTexts.Named("renamed.csv", Denied, Bare))).Value;

        again.Should().Match<OpeningReceipt>(r => r.New == 0 && r.Unchanged == 2 && r.ImportId == null && !r.Changes);
        (await workbench.Trail()).Should().HaveCount(before.Count);
        (await workbench.Count<OpeningImport>()).Should().Be(1);
        (await workbench.CountClaims()).Should().Be(2);
    }

    [Fact]
    public async Task Post_LaterFile_FillsInAndAssignsButLeavesMoneyAlone()
    {
        var workbench = await TestWorkbench.OpenSqlite();
        await workbench.Opened("A-1,,North Plan,200,80,10/12/2026,CO-197,11/02/2026,", "A-2,,North Plan,200,80,10/12/2026,CO-197,11/02/2026,");

        var later = await workbench.Opened("A-1,\"Alpha, Ann\",North Plan,200,80,10/12/2026,CO-197,11/02/2026,clerk@example.test", "A-2,,North Plan,200,60,10/12/2026,CO-197,11/02/2026,Clerk");

        later.Should().Match<OpeningReceipt>(r => r.New == 0 && r.Updated == 1 && r.Differs == 1);
        later.Said().Should().ContainSingle().Which.Should().Contain("$80.00").And.Contain("$60.00").And.StartWith("3 ");
        (await workbench.Posted("A-1")).Should().Match<PostedClaim>(c => c.Claim.PatientName == "Alpha, Ann" && c.Claim.PatientKey == "ALPHA, ANN" && c.Denials[0].AssigneeId == workbench.Clerk.UserId && c.Denials[0].Status == DenialStatus.InProgress && c.Rows.Count == 1);
        (await workbench.Posted("A-2")).Should().Match<PostedClaim>(c => c.Claim.BalanceCents == 8_000 && c.Denials[0].AssigneeId == null);
        await workbench.NoCentIsLost();
    }

    [Fact]
    public async Task Post_ClaimKnownByRemittance_IsLeftAlone()
    {
        var workbench = await TestWorkbench.OpenSqlite();
        await workbench.Post(TestRemittances.Claim("A-100", TestRemittances.Line("99213", 200, "CO-197 200")));

        var receipt = await workbench.Opened(Denied);

        receipt.Should().Match<OpeningReceipt>(r => r.FromRemittance == 1 && !r.Changes);
        (await workbench.Posted("A-100")).Ledger.Should().BeEmpty();
    }

    [Fact]
    public async Task Post_OneErrorInTheFile_PostsNothingUnlessItsClaimIsLeftOut()
    {
        var workbench = await TestWorkbench.OpenSqlite();
        var file = OpeningTexts.Of(Denied, "A-9,,North Plan,200,abc,10/12/2026,,,", "A-9,,North Plan,200,50,10/12/2026,,,", Bare);

        (await workbench.Open(file)).Refusal!.Code.Should().Be("FileHasErrors");
        (await workbench.CountClaims()).Should().Be(0);
        (await workbench.Count<Payer>()).Should().Be(0);

        (await workbench.Open(file, leavesOut: true)).Value.Should().Match<OpeningReceipt>(r => r.New == 2 && r.LeftOut == 1 && r.Errors == 1);
        (await workbench.Read(db => db.Set<InsuranceClaim>().Select(c => c.ClaimNumber).ToListAsync())).Should().BeEquivalentTo("A-100", "A-101");
    }

    [Fact]
    public async Task Post_ServerDiesInTheMiddle_NothingIsThere()
    {
        var workbench = await TestWorkbench.OpenSqlite();
        var rows = Enumerable.Range(0, 1200).Select(n => $"B-{n},,North Plan,90,90,10/12/2026,CO-197,11/02/2026,").ToArray();
        var file = OpeningTexts.Of(rows);

        var dies = () => workbench.Openings().Post(workbench.PostingClerk, file, OpeningColumns.Guess(file.Header), progress: done => { if (done > 600) throw new InvalidOperationException("killed"); });

        await dies.Should().ThrowAsync<InvalidOperationException>();
        (await workbench.CountClaims()).Should().Be(0);
        (await workbench.Count<OpeningImport>()).Should().Be(0);
        (await workbench.Open(file)).Value.New.Should().Be(1200, "it can be posted whole then");
        await workbench.NoCentIsLost();
    }

    [Fact]
    public async Task Post_WithoutPaymentWrite_IsRefusedAndCheckedOnlyByThoseWhoMayPost()
    {
        var workbench = await TestWorkbench.OpenSqlite();
        foreach (var actor in new[] { workbench.Clerk, workbench.Manager, workbench.Administrator })
        {
            (await workbench.Open(OpeningTexts.Of(Denied), actor: actor)).Refusal!.Sentence.Should().Contain("billing.payment.write");
            (await workbench.Check(OpeningTexts.Of(Denied), actor)).Refusal!.Code.Should().Be("ScopeMissing");
        }

        (await workbench.Open(OpeningTexts.Of(Denied), actor: workbench.Supervisor)).IsDone.Should().BeTrue();
        (await workbench.Openings().List(workbench.Administrator)).Refusal!.Code.Should().Be("ScopeMissing");
    }

    [Fact]
    public async Task Post_AnotherTenantsPerson_SeesAndChangesNothingHere()
    {
        var workbench = await TestWorkbench.OpenSqlite();
        var other = await workbench.OpenNeighbour();
        await workbench.Opened(Denied);

        (await other.Opened(Denied)).New.Should().Be(1, "the other tenant has no such claim");
        (await workbench.Openings().List(other.PostingClerk)).Value.Should().ContainSingle().Which.TenantId.Should().Be(other.TenantId);
        await workbench.NoCentIsLost();
    }

    [Fact]
    public async Task Check_Always_WritesNothing()
    {
        var workbench = await TestWorkbench.OpenSqlite();
        var before = (await workbench.Trail()).Count;

        (await workbench.Check(OpeningTexts.Of(Denied, Bare))).Value.Should().Match<OpeningReceipt>(r => r.New == 2 && r.ImportId == null && r.Changes);

        (await workbench.Trail()).Should().HaveCount(before);
        (await workbench.CountClaims()).Should().Be(0);
    }

    [Fact]
    public async Task Columns_ChosenOnce_AreThereForTheNextFileWithThatHeader()
    {
        var workbench = await TestWorkbench.OpenSqlite();
        var file = OpeningTexts.Of(Denied);
        var chosen = OpeningColumns.Guess(file.Header).With(OpeningField.Assignee, null).With(OpeningField.Provider, 8);
        await workbench.Openings().Post(workbench.PostingClerk, file, chosen);

        var next = await workbench.Openings().Columns(workbench.Supervisor, OpeningTexts.Read("Assigned To,Claim #,Patient,Payer,Charge,Balance,DOS,Denial Code,Denial Date\nx,1,2,3,4,5,6,7,8\n"u8.ToArray()).Value);

        next.Value.Places[OpeningField.Provider].Should().Be(0);
        next.Value.Places[OpeningField.ClaimNumber].Should().Be(1);
        next.Value.Places.Should().NotContainKey(OpeningField.Assignee);
    }

    [Fact]
    public async Task Post_RowsOfAClaimApart_AreOneClaimWithADenialPerCode()
    {
        var workbench = await TestWorkbench.OpenSqlite();
        await workbench.Opened("A-1,,North Plan,300,80,10/12/2026,CO-197,11/02/2026,", Bare, "A-1,,North Plan,300,50,10/12/2026,CO-29,11/02/2026,", "A-1,,North Plan,300,20,10/12/2026,CO-197,11/03/2026,", "A-1,,North Plan,10,10,10/20/2026,,,");

        var claims = await workbench.Read(db => db.Set<InsuranceClaim>().Where(c => c.ClaimNumber == "A-1").OrderBy(c => c.ServiceFrom).ToListAsync());
        claims.Select(c => (c.ChargeCents, c.BalanceCents)).Should().Equal((30_000, 15_000), (1_000, 1_000));
        (await workbench.Read(db => db.Set<Denial>().Where(d => d.ClaimId == claims[0].Id).OrderBy(d => d.Id).Select(d => new { d.Carc, d.DeniedCents }).ToListAsync())).Select(d => (d.Carc, d.DeniedCents)).Should().Equal(("197", 10_000), ("29", 5_000));
        await workbench.NoCentIsLost();
    }
}
