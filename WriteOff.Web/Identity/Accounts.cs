using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Web.Demo;
using WriteOff.Web.Navigation;

namespace WriteOff.Web.Identity;

/// <summary>A password to hand over; shown once, stored nowhere.</summary>
/// <param name="IsMailed">A link that chooses one went out by e-mail instead; then there is no password to hand over.</param>
public sealed record OneTimePassword(PersonStamp Person, string Password, bool IsMailed = false);

/// <summary>Who of the actor's tenant has a second factor, for an administrator's list.</summary>
public delegate Task<IReadOnlySet<Guid>> ReadSecondFactors(Actor actor, CancellationToken cancel);

/// <summary>Keeps sign-ins in step with the domain's people. The domain decides and records; what fails after it leaves a person who can do less, never more.</summary>
public sealed class Accounts(PeopleService people, Mailer mailer, Memberships memberships, IServiceScopeFactory scopes, TimeProvider clock, ILogger<Accounts> log)
{
    /// <summary>Adds a person with a sign-in and a temporary password.</summary>
    public async Task<Outcome<OneTimePassword>> Add(Actor actor, string? name, string? email, IReadOnlyCollection<Role> roles, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var ask = new NewPerson(Guid.NewGuid(), name ?? "", email ?? "", [.. roles]);
        if (await people.JudgeNew(actor, ask, cancellationToken) is { } refusal) return Told(refusal, actor, "add a person");
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>();
        var password = TemporaryPasswords.Make();
        var user = new AppUser
        {
            Id = ask.Id, TenantId = actor.TenantId, DisplayName = ask.DisplayName.Trim(), UserName = ask.Email.Trim(), Email = ask.Email.Trim(), EmailConfirmed = true,
            TemporaryUntil = clock.GetUtcNow() + TemporaryPasswords.Lasts,
        };
        if (await Orphan(users, actor, user.Email) is { } orphan) await users.DeleteAsync(orphan);
        if (!(await users.CreateAsync(user, password)).Succeeded) return PeopleService.EmailTaken;
        var added = await people.Add(actor, ask, cancellationToken);
        if (added.IsDone) return await HandOver(users, user, added.Value, password, "You are invited to WriteOff", $"{actor.Name} added you to {(await memberships.Of(actor, cancellationToken)).TenantName} in WriteOff.");
        await users.DeleteAsync(user);
        return Told(added.Refusal, actor, "add a person");
    }

    /// <summary>Gives exactly these roles.</summary>
    public async Task<Refusal?> SetRoles(Actor actor, PersonLine person, IReadOnlyCollection<Role> roles, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(person);
        var set = await people.SetRoles(actor, person.Id, person.Version, roles, cancellationToken);
        return set.IsDone ? null : Told(set.Refusal, actor, "change roles");
    }

    /// <summary>Locks out: the domain ends every scope and circuits here at once; a new security stamp ends cookies and the circuits of other servers.</summary>
    public async Task<Refusal?> Lock(Actor actor, PersonLine person, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(person);
        var locked = await people.Lock(actor, person.Id, person.Version, cancellationToken);
        if (!locked.IsDone) return Told(locked.Refusal, actor, "lock a person out");
        await WithUser(person.Id, actor, (users, user) => users.UpdateSecurityStampAsync(user));
        return null;
    }

    /// <summary>Lets back in whom an administrator locked out. Who was locked for wrong passwords waits, or gets a new one.</summary>
    public async Task<Refusal?> Unlock(Actor actor, PersonLine person, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(person);
        var unlocked = await people.Unlock(actor, person.Id, person.Version, cancellationToken);
        if (!unlocked.IsDone) return Told(unlocked.Refusal, actor, "unlock a person");
        await WithUser(person.Id, actor, async (users, user) =>
        {
            await users.ResetAccessFailedCountAsync(user);
            await users.SetLockoutEndDateAsync(user, null);
        });
        return null;
    }

    /// <summary>Why a person can't be given a password; null when they can. The greyed button asks what the act asks.</summary>
    public static Refusal? RefuseReset(Guid personId) =>
        DemoPersonas.Includes(personId) ? new Refusal("DemoPerson", "The demo’s people have no password.", "They enter from the sign-in page with one click.") : null;

    /// <summary>A new temporary password; the old one and every session end.</summary>
    public async Task<Outcome<OneTimePassword>> Reset(Actor actor, PersonLine person, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(person);
        if (RefuseReset(person.Id) is { } refusal) return refusal;
        var recorded = await people.RecordReset(actor, person.Id, person.Version, cancellationToken);
        if (!recorded.IsDone) return Told(recorded.Refusal, actor, "reset a password");
        var password = TemporaryPasswords.Make();
        var made = new OneTimePassword(recorded.Value, password);
        await WithUser(person.Id, actor, async (users, user) =>
        {
            user.TemporaryUntil = clock.GetUtcNow() + TemporaryPasswords.Lasts;
            user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
            await users.UpdateSecurityStampAsync(user);
            await users.ResetAccessFailedCountAsync(user);
            await users.SetLockoutEndDateAsync(user, null);
            made = await HandOver(users, user, recorded.Value, password, "Your new WriteOff password", $"{actor.Name} reset your password.");
        });
        return made;
    }

    /// <summary>By e-mail where a server is set and takes it; else the password is left to hand over.</summary>
    private async Task<OneTimePassword> HandOver(UserManager<AppUser> users, AppUser user, PersonStamp person, string password, string subject, string why)
    {
        if (mailer.Site is not { } site) return new OneTimePassword(person, password);
        var link = Urls.ChoosePasswordAt(site, user.Id, await users.GeneratePasswordResetTokenAsync(user));
        var text = $"{why}\n\nChoose your password here; the link counts once, for {TemporaryPasswords.Lasts.Days} days:\n\n{link.AbsoluteUri}\n\nIf you didn’t expect this, tell your administrator.\n";
        return await mailer.Send(person.Name, person.Email, subject, text) ? new OneTimePassword(person, "", IsMailed: true) : new OneTimePassword(person, password);
    }

    /// <summary>Takes the second factor away, for who lost it; every session of the person ends. Where the organisation requires one, the next sign-in leads to setting it up.</summary>
    public async Task<Refusal?> ResetSecondFactor(Actor actor, PersonLine person, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(person);
        var recorded = await people.RecordSecondFactorReset(actor, person.Id, person.Version, cancellationToken);
        if (!recorded.IsDone) return Told(recorded.Refusal, actor, "reset a second factor");
        await WithUser(person.Id, actor, (users, user) => users.ForgetAll(user));
        log.LogWarning("{Actor} of tenant {Tenant} reset the second factor of {Person}", actor.UserId, actor.TenantId, person.Id);
        return null;
    }

    /// <summary>Who of a tenant has a second factor, from the sign-in store.</summary>
    public static ReadSecondFactors SecondFactorsIn(IServiceScopeFactory scopes) => async (actor, cancel) =>
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        return (await db.Users.Where(u => u.TenantId == actor.TenantId && (u.TwoFactorEnabled || db.Set<IdentityUserPasskey<Guid>>().Any(p => p.UserId == u.Id))).Select(u => u.Id).ToListAsync(cancel)).ToHashSet();
    };

    /// <summary>A sign-in of this tenant whose person was never added: what a stop between the two steps left.</summary>
    private async Task<AppUser?> Orphan(UserManager<AppUser> users, Actor actor, string email) =>
        await users.FindByEmailAsync(email) is { } user && user.TenantId == actor.TenantId && !DemoPersonas.Includes(user.Id)
        && await people.Open(actor) is { IsDone: true } known && known.Value.All(p => p.Id != user.Id) ? user : null;

    private async Task WithUser(Guid id, Actor actor, Func<UserManager<AppUser>, AppUser, Task> act)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>();
        if (await users.FindByIdAsync(id.ToString()) is { } user && user.TenantId == actor.TenantId) await act(users, user);
        else log.LogWarning("Person {Person} of tenant {Tenant} has no sign-in", id, actor.TenantId);
    }

    /// <summary>Tries without the scope, or at somebody else's people, go to the security log.</summary>
    private Refusal Told(Refusal refusal, Actor actor, string what)
    {
        if (refusal.Code is "ScopeMissing" or "NotFound" or "OwnAccount")
            log.LogWarning("Refused {Code}: {Actor} of tenant {Tenant} tried to {Act}", refusal.Code, actor.UserId, actor.TenantId, what);
        return refusal;
    }
}
