using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Remittances;
using WriteOff.Tests.Support;
using static WriteOff.Tests.Support.TestRemittances;

namespace WriteOff.Tests.Domain.Remittances;

/// <summary>What is held, whole or one claim of it, and that nothing of it is in the records.</summary>
public sealed class PostingHoldTests
{
    private static byte[] Two() => File(1, Of(
        Claim("RC-1", Line("99213", 100, "CO-45 20.25", "CO-197 49.75")), Claim("RC-2", Line("99214", 150, "CO-45 50"))));

    [Theory]
    [InlineData("UNBALANCED_TRANSACTION", "BPR*I*130*", "BPR*I*131*")]
    [InlineData("NO_PAYMENT_SEGMENT", "BPR*I*130*", "ZZZ*I*130*")]
    [InlineData("CUT_OFF", "SE*", "ZE*")]
    public async Task Take_WrongTransaction_IsHeldWhole(string word, string text, string other)
    {
        var workbench = await TestWorkbench.Open();

        var receipt = (await workbench.Take(Two().With(text, other))).Value.Remittances.Single();

        (receipt.Status, receipt.HoldWord).Should().Be((RemittanceStatus.Held, word));
        receipt.Why.Should().NotBeEmpty();
        await NothingIsPosted(workbench);
    }

    [Fact]
    public async Task Take_OtherPayee_IsHeldWhole()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.SetPolicy(p => p.OwnPayees = "1234567893");

        (await workbench.Take(Two())).Value.Remittances.Single().HoldWord.Should().Be("OTHER_PAYEE");

        await NothingIsPosted(workbench);
    }

    [Theory]
    [InlineData("UNBALANCED_CLAIM", "CAS*CO*45*20.25*", "CAS*CO*45*20.26*")]
    [InlineData("SUB_CENT_AMOUNT", "CAS*CO*45*20.25*", "CAS*CO*45*20.255*")]
    [InlineData("UNREADABLE_AMOUNT", "CAS*CO*45*20.25*", "CAS*CO*45*+20.25*")]
    [InlineData("UNREADABLE_AMOUNT", "CAS*CO*45*20.25*", "CAS*CO*45*twenty*")]
    [InlineData("AMOUNT_OUT_OF_RANGE", "CAS*CO*45*20.25*", "CAS*CO*45*99999999999.99*")]
    [InlineData("UNBALANCED_LINE", "SVC*HC:99213*100*", "SVC*HC:99213*101*")]
    public async Task Take_WrongClaim_IsHeldAndTheRestPosts(string word, string text, string other)
    {
        var workbench = await TestWorkbench.Open();

        var receipt = (await workbench.Take(Two().With(text, other))).Value.Remittances.Single();

        (receipt.PostedCount, receipt.HeldCount).Should().Be((1, 1));
        (await workbench.ClaimPayments()).Select(c => c.HoldWord).Should().Equal(word, "");
        (await workbench.Read(db => db.Set<InsuranceClaim>().Select(c => c.ClaimNumber).ToListAsync())).Should().Equal("RC-2");
        await workbench.NoCentIsLost();
    }

    [Theory]
    [InlineData("CAS*CO*45*20.25*", "CAS*CO*45*20.250*")]
    [InlineData("CAS*CO*45*20.25*", "CAS*CO*45*020.25*")]
    public async Task Take_OddlyWrittenAmounts_Post(string text, string other)
    {
        var workbench = await TestWorkbench.Open();
        (await workbench.Take(Two().With(text, other))).Value.Remittances.Single().PostedCount.Should().Be(2);
    }

    [Fact]
    public async Task Take_RepeatedClaim_PostsOnce()
    {
        var workbench = await TestWorkbench.Open();
        var claim = Claim("RC-1", Line("99213", 100, "CO-197 100"));

        var receipt = await workbench.Post(claim, claim);

        (receipt.PostedCount, receipt.HeldCount).Should().Be((1, 1));
        (await workbench.ClaimPayments())[^1].HoldWord.Should().Be("REPEATED_CLAIM");
    }

    [Fact]
    public async Task Take_TestFile_PostsWithAFinding()
    {
        var workbench = await TestWorkbench.Open();
        var taken = (await workbench.Take(File(1, null, "", true, Of(Claim("RC-1", Line("99213", 100)))))).Value;

        taken.Remittances.Single().Status.Should().Be(RemittanceStatus.Posted);
        (await workbench.Findings()).Should().Contain("TEST_INTERCHANGE");
    }

    [Fact]
    public async Task Take_TestFileWhereTheyAreRefused_IsHeld()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.SetPolicy(p => p.RefuseTestFiles = true);
        var taken = (await workbench.Take(File(1, null, "", true, Of(Claim("RC-1", Line("99213", 100)))))).Value;

        taken.Remittances.Single().HoldWord.Should().Be("TEST_FILE");
        await NothingIsPosted(workbench);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Dear office, please find attached")]
    [InlineData("ISA*00*          *00*          *ZZ*A              *ZZ*B              *261120*0800*^*00501*000000001*0*P*:~GS*HC*A*B*20261120*0800*1*X*005010X222A1~ST*837*0001~SE*2*0001~GE*1*1~IEA*1*000000001~")]
    public async Task Take_NoRemittance_IsRefusedAndNothingIsKept(string text)
    {
        var workbench = await TestWorkbench.Open();
        var rows = (await workbench.Trail()).Count;

        (await workbench.Take(System.Text.Encoding.Latin1.GetBytes(text))).IsDone.Should().BeFalse();

        (await workbench.Trail()).Should().HaveCount(rows);
        (await workbench.Read(db => db.Set<RemittanceFile>().CountAsync())).Should().Be(0);
    }

    [Fact]
    public async Task Take_FileThatBreaksOff_PostsNothingOfIt()
    {
        var workbench = await TestWorkbench.Open();
        var file = File(1, Of(Claim("RC-1", Line("99213", 100))), Of(Claim("RC-2", Line("99213", 100))).By(North, "EFT2")).With("CLP*RC-2*", $"CLP*RC-2{new string('9', 70_000)}*");

        (await workbench.Take(file)).IsDone.Should().BeFalse();

        await NothingIsPosted(workbench);
        (await workbench.Read(db => db.Set<RemittanceFile>().CountAsync())).Should().Be(0);
    }

    private static async Task NothingIsPosted(TestWorkbench workbench)
    {
        (await workbench.CountClaims()).Should().Be(0);
        (await workbench.Read(db => db.Set<PaymentApplication>().CountAsync())).Should().Be(0);
    }
}
