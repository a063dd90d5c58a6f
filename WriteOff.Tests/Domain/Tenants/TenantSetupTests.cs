using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Tenants;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Tenants;

public sealed class TenantSetupTests
{
    [Fact]
    public async Task Open_NewTenant_HasTheEightReasonsAndAnAuditRowForEachThing()
    {
        var workbench = await TestWorkbench.Open();
        var rules = await workbench.Read(db => TenantRules.Read(db, default));
        rules.OnOffer.Select(r => r.Code).Should().Equal("contractual", "timely-filing-expired", "non-covered", "auth-denied-final", "patient-uncollectable", "small-balance", "bad-debt", "other");
        rules.OnOffer.Should().OnlyContain(r => r.Category != null && r.Evidence == EvidenceMode.NoteInstead && r.WhenToUse.Length > 0);
        rules.Policy.Should().Match<TenantPolicy>(p => p.SmallBalanceCents == 1_000 && p.Gate == GateMode.Off);
        (await workbench.Trail()).Select(r => r.Act).Should().Equal([AuditAct.TenantOpened, .. Enumerable.Repeat(AuditAct.ReasonChanged, 8), .. Enumerable.Repeat(AuditAct.PersonAdded, 5)]);
        await Expect.Clean(workbench);
    }

    [Fact]
    public async Task Open_SameNumberTwice_ChangesNothing()
    {
        var workbench = await TestWorkbench.Open();
        var before = await workbench.Dump();
        await FluentActions.Awaiting(() => workbench.Setup.Open(new NewTenant(workbench.TenantId, "Again"))).Should().ThrowAsync<DbUpdateException>();
        (await workbench.Dump()).Should().Be(before);
    }

    [Fact]
    public async Task Open_WhatNoTenantCanBe_Throws()
    {
        var workbench = await TestWorkbench.Open();
        await FluentActions.Awaiting(() => workbench.Setup.Open(new NewTenant(0, "Zero sees nothing"))).Should().ThrowAsync<ArgumentOutOfRangeException>();
        await FluentActions.Awaiting(() => workbench.Setup.Open(new NewTenant(TestDatabases.NextTenant(), "No zone", "Mars/Olympus"))).Should().ThrowAsync<TimeZoneNotFoundException>();
        await FluentActions.Awaiting(() => workbench.Setup.Open(new NewTenant(TestDatabases.NextTenant(), "System") { People = [new NewPerson(Guid.Empty, "Eve", "eve@example.test", Role.Manager)] }))
            .Should().ThrowAsync<ArgumentException>();
    }
}
