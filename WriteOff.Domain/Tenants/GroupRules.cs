using WriteOff.Domain.Access;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Tenants;

/// <summary>Which roles the groups of an organisation's sign-in give, pure: the page, the sign-in and the check of open sessions ask the same function.</summary>
public static class GroupRules
{
    /// <summary>Most groups of a tenant that may be mapped.</summary>
    public const int Most = 100;

    /// <summary>Null when a group may be mapped so.</summary>
    /// <param name="taken">The names that are mapped already.</param>
    public static Refusal? RefuseNew(string? name, Role role, IReadOnlyCollection<string> taken)
    {
        ArgumentNullException.ThrowIfNull(taken);
        if (SettingsRefusals.Line(name, GroupRole.LongestName, needed: true, "The group", "group") is { } unreadable) return unreadable;
        if (!Enum.IsDefined(role)) return SettingsRefusals.Of(SettingsRefusal.RoleUnknown, "There is no such role.", "Choose from the list.", "role");
        if (taken.Count >= Most) return SettingsRefusals.Of(SettingsRefusal.TooMany, $"{Most} groups are mapped already.", "Remove one that isn't used.", "group");
        // A database may compare without regard to case; two names that differ in it alone would be one there.
        return taken.Contains(name!.Trim(), StringComparer.OrdinalIgnoreCase) ? SettingsRefusals.Of(SettingsRefusal.GroupTaken, "This group has a role already.", "Change that one.", "group") : null;
    }

    /// <summary>The roles of somebody who is in these groups. Refused: none of them has a role here, or together they give roles that one person can't have.</summary>
    public static Outcome<IReadOnlyList<Role>> RolesOf(IEnumerable<GroupRole> mapping, IEnumerable<string> groups)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        ArgumentNullException.ThrowIfNull(groups);
        var mine = groups.ToHashSet(StringComparer.Ordinal);
        List<Role> roles = [.. mapping.Where(g => mine.Contains(g.GroupName)).Select(g => g.Role).Distinct().Order()];
        if (roles.Count == 0) return SettingsRefusals.Of(SettingsRefusal.NoGroupHere, "None of your groups has a role here.", "Ask your administrator to put you into one that has.");
        return PeopleRules.RefuseRoles(roles) is { } clash ? clash : roles;
    }
}
