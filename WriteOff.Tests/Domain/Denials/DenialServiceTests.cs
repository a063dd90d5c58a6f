using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Denials;
using WriteOff.Domain.WriteOffs;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Denials;

public sealed class DenialServiceTests
{
    [Fact]
    public async Task Assign_ToTheSamePersonAgain_RaisesTheVersionThatItAnswers()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial();
        var first = (await workbench.Denials.Assign(workbench.Clerk, await workbench.Now(denial), workbench.Clerk.UserId)).Value;
        var second = (await workbench.Denials.Assign(workbench.Clerk, new DenialAsk(denial.Id, first.Version), workbench.Clerk.UserId)).Value;
        (await workbench.Denials.Assign(workbench.Clerk, new DenialAsk(denial.Id, second.Version), null)).IsDone.Should().BeTrue();
        (await workbench.Reload(denial)).AssigneeId.Should().BeNull();
    }

    [Fact]
    public async Task StartWork_Open_AssignsTheActor()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenIn(DenialStatus.InProgress);
        denial.AssigneeId.Should().Be(workbench.Clerk.UserId);
    }

    [Fact]
    public async Task Assign_ToALockedPerson_Refused()
    {
        var workbench = await TestWorkbench.Open();
        var ask = await workbench.Now(await workbench.GivenDenial());
        await workbench.Change(async db => db.Entry(await db.Set<WriteOff.Domain.Access.Person>().SingleAsync(p => p.Id == workbench.Manager.UserId)).Property(p => p.IsActive).CurrentValue = false);
        await Expect.Refused(workbench, () => workbench.Denials.Assign(workbench.Clerk, ask, workbench.Manager.UserId), "AssigneeUnknown");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-31)]
    public async Task RecordReturnFromCollections_ImpossibleDay_Refused(int days)
    {
        var workbench = await TestWorkbench.Open();
        var ask = await workbench.Now(await workbench.GivenDenial(age: 30));
        await Expect.Refused(workbench, () => workbench.Denials.RecordReturnFromCollections(workbench.Clerk, ask, workbench.Today.AddDays(days)), "DateImpossible");
    }

    [Fact]
    public async Task RecordReturnFromCollections_PatientsDenial_IsTheEvidenceOfBadDebt()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial(group: "PR", carc: "96");
        await Expect.Refused(workbench, () => workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(denial, "bad-debt", note: null)), "EvidenceMissing");
        await workbench.Denials.RecordReturnFromCollections(workbench.Clerk, await workbench.Now(denial), workbench.Today);
        (await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(await workbench.Reload(denial), "bad-debt", note: null))).IsDone.Should().BeTrue();
        (await workbench.Read(db => db.Set<WriteOffRequestLine>().SingleAsync())).EvidenceSeen.Should().Be("met: The patient is liable (group PR).\nmet: Collections returned it on 24 Nov 2026.");
    }

    [Theory]
    [InlineData(DenialStatus.Open)]
    [InlineData(DenialStatus.PendingWriteOff)]
    [InlineData(DenialStatus.Resolved)]
    public async Task AddNote_AnyState_KeptAsWritten(DenialStatus status)
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenIn(status);
        (await workbench.Denials.AddNote(workbench.Clerk, denial.Id, "  Zoë said:\n\tcall back \U0001F4DE  ")).IsDone.Should().BeTrue();
        (await workbench.Read(db => db.Set<DenialNote>().SingleAsync())).Text.Should().Be("Zoë said:\n\tcall back \U0001F4DE");
        (await workbench.Trail())[^1].Note.Should().Be("Zoë said:\n\tcall back \U0001F4DE");
        await Expect.Clean(workbench);
    }

    [Theory]
    [InlineData("", "NoteRequired")]
    [InlineData(null, "NoteRequired")]
    [InlineData("abc\0def", "NoteUnreadable")]
    [InlineData("abc\u001Bdef", "NoteUnreadable")]
    public async Task AddNote_Unfit_Refused(string? text, string code)
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial();
        await Expect.Refused(workbench, () => workbench.Denials.AddNote(workbench.Clerk, denial.Id, text), code);
    }

    [Fact]
    public void Refuse_HalfASurrogatePair_Unreadable()
    {
        // Built here: a lone surrogate doesn't survive the runner's serialisation of inline data.
        Notes.Refuse("abc" + '\uDC00', needed: true)!.Code.Should().Be("NoteUnreadable");
        Notes.Refuse("abc" + '\uD83D', needed: true)!.Code.Should().Be("NoteUnreadable");
        Notes.Refuse("abc\U0001F4DE", needed: true).Should().BeNull();
    }

    [Fact]
    public async Task AddNote_AsLongAsAllowed_KeptAndOneLongerRefused()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial();
        (await workbench.Denials.AddNote(workbench.Clerk, denial.Id, new string('x', DenialNote.MaxLength))).IsDone.Should().BeTrue();
        await Expect.Refused(workbench, () => workbench.Denials.AddNote(workbench.Clerk, denial.Id, new string('x', DenialNote.MaxLength + 1)), "NoteTooLong");
    }

    [Theory]
    [InlineData("")]
    [InlineData("ab")]
    [InlineData("\u200B\u200B\u200B\u200B")]
    public async Task Reopen_WithoutAReason_Refused(string reason)
    {
        var workbench = await TestWorkbench.Open();
        var ask = await workbench.Now(await workbench.GivenIn(DenialStatus.WrittenOff));
        await Expect.Refused(workbench, () => workbench.Reopens.Reopen(workbench.Clerk, ask, reason), "NoteRequired");
    }

    [Fact]
    public async Task Reopen_ManyTimes_RestoresTheBalanceToTheCent()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial(new WriteOff.Domain.Shared.Money(12_345));
        for (var n = 0; n < 5; n++)
        {
            await workbench.WriteOffPart(denial, new WriteOff.Domain.Shared.Money(1_111));
            await workbench.WriteOffPart(denial, new WriteOff.Domain.Shared.Money(11_234));
            (await workbench.Reload(denial)).Status.Should().Be(DenialStatus.WrittenOff);
            (await workbench.Reopens.Reopen(workbench.Clerk, await workbench.Now(denial), "Again")).IsDone.Should().BeTrue();
            (await workbench.Reload(denial)).BalanceCents.Should().Be(12_345);
        }

        (await workbench.LedgerOf(denial)).Should().HaveCount(20);
        await Expect.Clean(workbench);
    }
}
