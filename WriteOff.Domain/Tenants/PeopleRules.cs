using WriteOff.Domain.Access;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Tenants;

/// <summary>Who may be what, pure.</summary>
public static class PeopleRules
{
    /// <summary>Longest display name.</summary>
    public const int LongestName = 120;

    /// <summary>Longest e-mail address.</summary>
    public const int LongestEmail = 256;

    /// <summary>Most people of a tenant.</summary>
    public const int Most = 500;

    /// <summary>Null when one person may have these roles together.</summary>
    public static Refusal? RefuseRoles(IReadOnlyCollection<Role> roles)
    {
        ArgumentNullException.ThrowIfNull(roles);
        if (roles.Count == 0) return Of(SettingsRefusal.RolesMissing, "No role is chosen.", "Choose at least one, or lock the person out.", "roles");
        if (roles.Any(r => !Enum.IsDefined(r))) return Of(SettingsRefusal.RoleUnknown, "There is no such role.", "Choose from the list.", "roles");
        var scopes = roles.SelectMany(Scopes.Of).ToHashSet();
        return scopes.Contains(Scope.TenantAdmin) && scopes.Contains(Scope.DenialApprove)
            ? Of(SettingsRefusal.AdministratorCannotApprove, "An administrator can't also approve write-offs.", "Whoever sets the gate and the limits must not decide under them: give the roles to two people.", "roles")
            : null;
    }

    /// <summary>Null when a person may be added under this name and address.</summary>
    public static Refusal? RefuseNew(string? name, string? email, IReadOnlyCollection<Role> roles) =>
        SettingsRefusals.Line(name, LongestName, needed: true, "The name", "name")
        ?? SettingsRefusals.Line(email, LongestEmail, needed: true, "The e-mail address", "email")
        ?? (IsEmail(email!.Trim()) ? null : Of(SettingsRefusal.EmailUnreadable, "This is no e-mail address.", "Enter one such as dana@clinic.example.", "email"))
        ?? RefuseRoles(roles);

    /// <summary>What comes from groups is changed there.</summary>
    public static Refusal? RefuseByHand(bool fromGroups) => fromGroups
        ? Of(SettingsRefusal.RolesFromGroups, "This person signs in at the organisation’s own server.", "Roles come from groups there, and the password is kept there: change them there.")
        : null;

    /// <summary>Nobody changes what they themselves may do.</summary>
    public static Refusal? RefuseOwn(Actor actor, Guid personId)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.UserId == personId
            ? Of(SettingsRefusal.OwnAccount, "This is your own account.", "Ask another administrator to change it.")
            : null;
    }

    /// <summary>Null when somebody active is left who can administrate.</summary>
    /// <param name="others">The roles of the other active people.</param>
    /// <param name="after">The person's own roles after the act; none when locked.</param>
    public static Refusal? RefuseLast(IEnumerable<Role> others, IEnumerable<Role> after) =>
        others.Concat(after).Any(r => Scopes.Of(r).Contains(Scope.TenantAdmin))
            ? null
            : Of(SettingsRefusal.LastAdministrator, "This is the last active administrator.", "Make someone else an administrator first.");

    private static bool IsEmail(string email)
    {
        var at = email.IndexOf('@', StringComparison.Ordinal);
        return at is > 0 and <= 64 && email.LastIndexOf('@') == at && at < email.Length - 1
            && email.All(c => c is > ' ' and < '\u007F' and not ('<' or '>' or '"' or '\'' or '\\' or '(' or ')' or '[' or ']' or ',' or ';' or ':'))
            && email[(at + 1)..].Split('.').All(label => label.Length > 0 && label[0] != '-' && label[^1] != '-');
    }

    private static Refusal Of(SettingsRefusal code, string sentence, string step, string? field = null) => SettingsRefusals.Of(code, sentence, step, field);
}
