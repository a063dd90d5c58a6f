using Microsoft.AspNetCore.Identity;

namespace WriteOff.Web.Identity;

/// <summary>Someone who can sign in. What they may do is not here: roles and scopes are the domain's, read fresh in each act.</summary>
public sealed class AppUser : IdentityUser<Guid>
{
    /// <summary>The one tenant that this sign-in belongs to.</summary>
    public int TenantId { get; set; }

    /// <summary>The name on screens and in audit rows.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>Set while the password is one that an administrator handed over: until then it lets in, and only to the page that changes it.</summary>
    public DateTimeOffset? TemporaryUntil { get; set; }

    /// <summary>The 30 seconds (since 1970) of the last code that was taken: neither it nor an older one is taken again.</summary>
    public long? LastCodeStep { get; set; }

    /// <summary>When the organisation's sign-in server last said which groups the person is in; null for who signs in here, with a password.</summary>
    public DateTimeOffset? GroupsConfirmedAt { get; set; }

    /// <summary>When a node last began to ask for them.</summary>
    public DateTimeOffset? GroupsAskedAt { get; set; }
}
