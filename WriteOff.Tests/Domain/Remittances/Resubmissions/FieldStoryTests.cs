using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Remittances;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Remittances.Resubmissions;

/// <summary>Small remittances after what offices report (shared samples, where present): the end state that the rules say. The same cases stand in <see cref="SentAgainTests"/> with samples of our own.</summary>
public sealed class FieldStoryTests
{
    [Theory]
    [InlineData("f11", 0, "CO-197 800.00 Resolved Paid", "Payment 600.00|Contractual 200.00", "Posted")]
    [InlineData("f12", 80_000, "CO-197 800.00 Open ", "", "Posted")]
    [InlineData("f13", 80_000, "CO-197 800.00 Open ", "", "Posted")]
    [InlineData("f15", 0, "CO-16 200.00 Resolved Paid", "Payment 80.00|Contractual 20.00|Payment 150.00|Contractual 50.00", "Posted")]
    [InlineData("f26", 0, "", "Payment 150.00|Contractual 50.00", "Held")]
    public async Task Take_FieldCase_EndsAsTheRulesSay(string story, long balance, string denials, string ledger, string outcome)
    {
        var shared = SharedEdi.Folder;
        if (shared is null) Assert.Skip(SharedEdi.Absent);
        var workbench = await TestWorkbench.Open();
        foreach (var file in Directory.GetFiles(Path.Combine(shared!, "field"), $"{story}-*.835").Order(StringComparer.Ordinal))
            (await workbench.Take(await File.ReadAllBytesAsync(file), Path.GetFileName(file))).IsDone.Should().BeTrue();

        var posted = await workbench.Posted(story.ToUpperInvariant());
        posted.Claim.BalanceCents.Should().Be(balance);
        string.Join('|', posted.Refused.Zip(posted.Denials, (text, d) => $"{text} {d.Resolution}")).Should().Be(denials);
        string.Join('|', posted.Ledger).Should().Be(ledger);
        (await workbench.ClaimPayments())[^1].Outcome.Should().Be(Enum.Parse<ClaimPaymentOutcome>(outcome));
        (await workbench.Read(db => db.Set<Determination>().CountAsync())).Should().Be(story is "f12" or "f13" ? 1 : 0);
        await workbench.NoCentIsLost();
    }
}
