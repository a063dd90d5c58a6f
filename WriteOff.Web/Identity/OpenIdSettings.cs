using System.Globalization;
using WriteOff.Web.Composition;

namespace WriteOff.Web.Identity;

/// <summary>The sign-in server of the organisation (OpenID Connect), as <c>SignIn:Oidc</c> names it.</summary>
/// <param name="Authority">Its address, with https; http only on this machine.</param>
/// <param name="ClientId">What it knows the product as.</param>
/// <param name="ClientSecret">From the file <c>ClientSecretFile</c>; null for a client without one.</param>
/// <param name="GroupsClaim">The claim with the person's groups, in the ID token or in its user information. Default <c>groups</c>.</param>
/// <param name="Name">What the button calls it.</param>
/// <param name="Tenants">The tenants whose people it may vouch for; who runs it decides who is an administrator there.</param>
public sealed record OpenIdSettings(Uri Authority, string ClientId, string? ClientSecret, string GroupsClaim, string Name, IReadOnlyList<int> Tenants)
{
    /// <summary>The name of the scheme, and of the framework's rows that belong to it.</summary>
    public const string Scheme = "openid";

    /// <summary>Somebody's key in the sign-in store: a subject is one person only at one server.</summary>
    public string KeyOf(string subject) => $"{Authority.AbsoluteUri} {subject}";

    /// <summary>The subject of a key; null for another server's.</summary>
    public string? SubjectOf(string? key) => key?.StartsWith(KeyOf(""), StringComparison.Ordinal) == true ? key[KeyOf("").Length..] : null;

    /// <summary>Reads them; null when no authority is set.</summary>
    /// <exception cref="SettingException">Something is missing, or can't be read.</exception>
    public static OpenIdSettings? Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection("SignIn:Oidc");
        if (section["Authority"] is not { Length: > 0 } authority) return null;
        if (!Uri.TryCreate(authority, UriKind.Absolute, out var server) || !(string.Equals(server.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal) || server.IsLoopback))
            throw new SettingException($"SignIn:Oidc:Authority \"{authority}\" is no https address.");
        if (section["ClientId"] is not { Length: > 0 } client) throw new SettingException("SignIn:Oidc:ClientId is missing: what the sign-in server knows the product as.");
        var tenants = (section["Tenants"] ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Select(t => int.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0).ToList();
        if (tenants.Count == 0 || tenants.Exists(t => t < 1)) throw new SettingException("SignIn:Oidc:Tenants is missing: the numbers of the organisations that the sign-in server may vouch for, such as 1 or 1,2.");
        return new OpenIdSettings(server, client, SecretFile.Read("SignIn:Oidc:ClientSecretFile", section["ClientSecretFile"]), section["GroupsClaim"] ?? "groups", section["Name"] ?? "your organisation’s account", tenants);
    }
}

/// <summary>Whether people can sign in at their organisation's server.</summary>
/// <param name="Settings">Null: no such server is set.</param>
public sealed record OpenIdChoice(OpenIdSettings? Settings);
