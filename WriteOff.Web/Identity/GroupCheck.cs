using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Web.Identity;

/// <summary>Whether the sign-in server still gives somebody their roles: asked again while they are signed in, so that the loss of a group is effective within five minutes, on open circuits too.</summary>
/// <remarks>Cookies and circuits ask here each minute. A server that doesn't answer is waited for until the last answer is five minutes old; then the session ends.</remarks>
public sealed class GroupCheck(OpenIdChoice choice, GroupQuestions questions, GroupPeople people, IServiceScopeFactory scopes, IDataProtectionProvider protection, TimeProvider clock, ILogger<GroupCheck> log)
{
    /// <summary>So old an answer counts at most.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>So old an answer is asked for again: with a check each minute, and one that fails, still before <see cref="Longest"/>.</summary>
    public static readonly TimeSpan AskAfter = TimeSpan.FromMinutes(3);

    /// <summary>Another node that began to ask is waited for so long.</summary>
    private static readonly TimeSpan AnotherAsks = TimeSpan.FromSeconds(30);

    private const string Token = "refresh_token";

    private readonly ConcurrentDictionary<Guid, Lazy<Task<GroupAnswerKind>>> _asking = new();

    /// <summary>Whether the person of a session may stay. Whose roles are given by hand always may.</summary>
    public async Task<bool> Holds(AppUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        if (user.GroupsConfirmedAt is not { } confirmed) return true;
        if (choice.Settings is null) return false;
        var age = clock.GetUtcNow() - confirmed;
        if (age < AskAfter) return true;
        var asking = _asking.GetOrAdd(user.Id, id => new Lazy<Task<GroupAnswerKind>>(() => Ask(id)));
        try
        {
            var answer = await asking.Value;
            return answer is GroupAnswerKind.Given || (answer is GroupAnswerKind.Silent && age < Longest);
        }
        finally
        {
            _asking.TryRemove(KeyValuePair.Create(user.Id, asking));
        }
    }

    /// <summary>Notes that the server vouched for somebody just now.</summary>
    /// <param name="refreshToken">What to ask with later; null: the session ends when the answer is too old.</param>
    public async Task Note(UserManager<AppUser> users, AppUser user, string? refreshToken)
    {
        ArgumentNullException.ThrowIfNull(users);
        ArgumentNullException.ThrowIfNull(user);
        user.GroupsConfirmedAt = clock.GetUtcNow();
        if (refreshToken is null) await users.RemoveAuthenticationTokenAsync(user, OpenIdSettings.Scheme, Token);
        else await users.SetAuthenticationTokenAsync(user, OpenIdSettings.Scheme, Token, Protector(user).Protect(refreshToken));
        await users.UpdateAsync(user);
    }

    private async Task<GroupAnswerKind> Ask(Guid id)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>();
        if (await users.FindByIdAsync(id.ToString()) is not { GroupsConfirmedAt: { } confirmed } user) return GroupAnswerKind.Refused;
        var now = clock.GetUtcNow();
        if (now - confirmed < AskAfter) return GroupAnswerKind.Given;
        if (now - user.GroupsAskedAt < AnotherAsks) return GroupAnswerKind.Silent;
        user.GroupsAskedAt = now;
        // Who saves second has a stale copy: a refresh token is used by one node only.
        if (!(await users.UpdateAsync(user)).Succeeded) return GroupAnswerKind.Silent;

        var key = (await users.GetLoginsAsync(user)).FirstOrDefault(l => string.Equals(l.LoginProvider, OpenIdSettings.Scheme, StringComparison.Ordinal))?.ProviderKey;
        var subject = choice.Settings?.SubjectOf(key);
        var answer = await Kept(users, user) is { } token && subject is not null ? await questions.Ask(token, subject) : GroupAnswer.Refused;
        if (answer.Kind is GroupAnswerKind.Silent) return GroupAnswerKind.Silent;
        Outcome<GroupStanding>? standing = answer.Kind is GroupAnswerKind.Given ? await people.Follow(user.TenantId, user.Id, answer.Groups) : default(Outcome<GroupStanding>?);
        if (standing is { IsDone: true, Value.WhyNone: null })
        {
            await Note(users, user, answer.RefreshToken);
            return GroupAnswerKind.Given;
        }

        log.LogWarning("The session of person {Person} of tenant {Tenant} ends: {Why}", user.Id, user.TenantId, standing is null ? "the sign-in server refused" : (standing.Value.Refusal ?? standing.Value.Value.WhyNone)!.Code);
        user.GroupsConfirmedAt = DateTimeOffset.UnixEpoch;
        await users.RemoveAuthenticationTokenAsync(user, OpenIdSettings.Scheme, Token);
        await users.UpdateAsync(user);
        return GroupAnswerKind.Refused;
    }

    private async Task<string?> Kept(UserManager<AppUser> users, AppUser user)
    {
        if (await users.GetAuthenticationTokenAsync(user, OpenIdSettings.Scheme, Token) is not { Length: > 0 } kept) return null;
        try
        {
            return Protector(user).Unprotect(kept);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector Protector(AppUser user) => protection.CreateProtector("refresh-token", user.Id.ToString("N"));
}
