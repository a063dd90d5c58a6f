using Microsoft.AspNetCore.Identity;
using WriteOff.Domain.Shared;
using WriteOff.Web.Identity;

namespace WriteOff.Web.Commands;

/// <summary>The sign-in of a person who is being added. It is made first: a refused password must not leave a person who can't sign in.</summary>
internal sealed class NewSignIn(IServiceProvider scope, int tenantId, string email, string name)
{
    private readonly UserManager<AppUser> _users = scope.GetRequiredService<UserManager<AppUser>>();
    private readonly AppUser _user = new()
    {
        Id = Guid.NewGuid(), TenantId = tenantId, DisplayName = name.Trim(), UserName = email.Trim(), Email = email.Trim(), EmailConfirmed = true,
    };

    public Guid Id => _user.Id;

    public string Name => _user.DisplayName;

    public string Email => _user.Email!;

    /// <summary>Makes the sign-in, or says why not.</summary>
    public async Task<Refusal?> Make(string? password)
    {
        if (string.IsNullOrEmpty(password)) return new Refusal("PasswordMissing", "There is no password.", "Give it on the standard input or in WRITEOFF_ADMIN_PASSWORD.");
        if (Name.Length is 0 or > 120) return new Refusal("NameImpossible", "The person's name is missing or too long.", "Give one of up to 120 characters.");
        var made = await _users.CreateAsync(_user, password);
        return made.Succeeded ? null : new Refusal("SignInRefused", string.Join(' ', made.Errors.Select(e => e.Description)), "Nothing was added.");
    }

    /// <summary>Does the domain's part; the sign-in goes again when that fails.</summary>
    public async Task<Refusal?> OrUndo(Func<Task<Refusal?>> act)
    {
        try
        {
            var refusal = await act();
            if (refusal is not null) await _users.DeleteAsync(_user);
            return refusal;
        }
        catch
        {
            await _users.DeleteAsync(_user);
            throw;
        }
    }

    /// <inheritdoc cref="OrUndo(Func{Task{Refusal}})"/>
    public Task OrUndo(Func<Task> act) => OrUndo(async () =>
    {
        await act();
        return null;
    });
}
