using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Denials;
using WriteOff.Domain.WriteOffs;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Denials;

public sealed class DenialDeskTests
{
    [Fact]
    public async Task Assign_ToTheSamePersonAgain_RaisesTheVersionThatItAnswers()
    {
        var world = await World.Open();
        var denial = await world.GivenDenial();
        var first = (await world.Denials.Assign(world.Clerk, await world.Now(denial), world.Clerk.UserId)).Value;
        var second = (await world.Denials.Assign(world.Clerk, new DenialAsk(denial.Id, first.Version), world.Clerk.UserId)).Value;
        (await world.Denials.Assign(world.Clerk, new DenialAsk(denial.Id, second.Version), null)).IsDone.Should().BeTrue();
        (await world.Reload(denial)).AssigneeId.Should().BeNull();
    }

    [Fact]
    public async Task StartWork_Open_AssignsTheActor()
    {
        var world = await World.Open();
        var denial = await world.GivenIn(DenialStatus.InProgress);
        denial.AssigneeId.Should().Be(world.Clerk.UserId);
    }

    [Fact]
    public async Task Assign_ToALockedPerson_Refused()
    {
        var world = await World.Open();
        var ask = await world.Now(await world.GivenDenial());
        await world.Change(async db => db.Entry(await db.Set<WriteOff.Domain.Access.Person>().SingleAsync(p => p.Id == world.Manager.UserId)).Property(p => p.IsActive).CurrentValue = false);
        await Expect.Refused(world, () => world.Denials.Assign(world.Clerk, ask, world.Manager.UserId), "AssigneeUnknown");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-31)]
    public async Task RecordReturnFromCollections_ImpossibleDay_Refused(int days)
    {
        var world = await World.Open();
        var ask = await world.Now(await world.GivenDenial(age: 30));
        await Expect.Refused(world, () => world.Denials.RecordReturnFromCollections(world.Clerk, ask, world.Today.AddDays(days)), "DateImpossible");
    }

    [Fact]
    public async Task RecordReturnFromCollections_PatientsDenial_IsTheEvidenceOfBadDebt()
    {
        var world = await World.Open();
        var denial = await world.GivenDenial(group: "PR", carc: "96");
        await Expect.Refused(world, () => world.WriteOffs.Submit(world.Clerk, World.Whole(denial, "bad-debt", note: null)), "EvidenceMissing");
        await world.Denials.RecordReturnFromCollections(world.Clerk, await world.Now(denial), world.Today);
        (await world.WriteOffs.Submit(world.Clerk, World.Whole(await world.Reload(denial), "bad-debt", note: null))).IsDone.Should().BeTrue();
        (await world.Read(db => db.Set<WriteOffRequestLine>().SingleAsync())).EvidenceSeen.Should().Be("met: The patient is liable (group PR).\nmet: Collections returned it on 24 Nov 2026.");
    }

    [Theory]
    [InlineData(DenialStatus.Open)]
    [InlineData(DenialStatus.PendingWriteOff)]
    [InlineData(DenialStatus.Resolved)]
    public async Task AddNote_AnyState_KeptAsWritten(DenialStatus status)
    {
        var world = await World.Open();
        var denial = await world.GivenIn(status);
        (await world.Denials.AddNote(world.Clerk, denial.Id, "  Zoë said:\n\tcall back \U0001F4DE  ")).IsDone.Should().BeTrue();
        (await world.Read(db => db.Set<DenialNote>().SingleAsync())).Text.Should().Be("Zoë said:\n\tcall back \U0001F4DE");
        (await world.Trail())[^1].Note.Should().Be("Zoë said:\n\tcall back \U0001F4DE");
        await Expect.Clean(world);
    }

    [Theory]
    [InlineData("", "NoteRequired")]
    [InlineData(null, "NoteRequired")]
    [InlineData("abc\0def", "NoteUnreadable")]
    [InlineData("abc\u001Bdef", "NoteUnreadable")]
    public async Task AddNote_Unfit_Refused(string? text, string code)
    {
        var world = await World.Open();
        var denial = await world.GivenDenial();
        await Expect.Refused(world, () => world.Denials.AddNote(world.Clerk, denial.Id, text), code);
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
        var world = await World.Open();
        var denial = await world.GivenDenial();
        (await world.Denials.AddNote(world.Clerk, denial.Id, new string('x', DenialNote.MaxLength))).IsDone.Should().BeTrue();
        await Expect.Refused(world, () => world.Denials.AddNote(world.Clerk, denial.Id, new string('x', DenialNote.MaxLength + 1)), "NoteTooLong");
    }

    [Theory]
    [InlineData("")]
    [InlineData("ab")]
    [InlineData("\u200B\u200B\u200B\u200B")]
    public async Task Reopen_WithoutAReason_Refused(string reason)
    {
        var world = await World.Open();
        var ask = await world.Now(await world.GivenIn(DenialStatus.WrittenOff));
        await Expect.Refused(world, () => world.Reopens.Reopen(world.Clerk, ask, reason), "NoteRequired");
    }

    [Fact]
    public async Task Reopen_ManyTimes_RestoresTheBalanceToTheCent()
    {
        var world = await World.Open();
        var denial = await world.GivenDenial(new WriteOff.Domain.Shared.Money(12_345));
        for (var n = 0; n < 5; n++)
        {
            await world.WriteOffPart(denial, new WriteOff.Domain.Shared.Money(1_111));
            await world.WriteOffPart(denial, new WriteOff.Domain.Shared.Money(11_234));
            (await world.Reload(denial)).Status.Should().Be(DenialStatus.WrittenOff);
            (await world.Reopens.Reopen(world.Clerk, await world.Now(denial), "Again")).IsDone.Should().BeTrue();
            (await world.Reload(denial)).BalanceCents.Should().Be(12_345);
        }

        (await world.LedgerOf(denial)).Should().HaveCount(20);
        await Expect.Clean(world);
    }
}
