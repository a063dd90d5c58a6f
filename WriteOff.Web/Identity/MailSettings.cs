using System.Globalization;
using MailKit.Security;
using WriteOff.Web.Composition;

namespace WriteOff.Web.Identity;

/// <summary>The server that takes the product's e-mail, as <c>Mail</c> names it.</summary>
/// <param name="From">The sender's address.</param>
/// <param name="User">Who signs in there; null: nobody.</param>
/// <param name="Password">From the file <c>Mail:PasswordFile</c>.</param>
/// <param name="Site">How people reach the product: links in e-mail begin with it, never with what a request claims.</param>
public sealed record MailSettings(string Host, int Port, SecureSocketOptions Security, string From, string? User, string? Password, Uri Site)
{
    /// <summary>Reads them; null when no host is set.</summary>
    /// <exception cref="SettingException">Something is missing, or can't be read.</exception>
    public static MailSettings? Read(IConfiguration configuration, Site site)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(site);
        var section = configuration.GetSection("Mail");
        if (section["Host"] is not { Length: > 0 } host) return null;
        if (site.Origin is not { } origin) throw new SettingException("Mail:Host needs Site:Url: links in e-mail begin with it.");
        if (section["From"] is not { Length: > 0 } from || !MimeKit.MailboxAddress.TryParse(from, out _)) throw new SettingException("Mail:From is missing: the address that e-mail comes from.");
        if (!int.TryParse(section["Port"] ?? "587", NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65_535) throw new SettingException("Mail:Port is no port.");
        var security = section["Security"] switch
        {
            null or "StartTls" => SecureSocketOptions.StartTls,
            "Tls" => SecureSocketOptions.SslOnConnect,
            "None" => SecureSocketOptions.None,
            var other => throw new SettingException($"Mail:Security \"{other}\" is none of StartTls, Tls and None."),
        };
        return new MailSettings(host, port, security, from, section["User"], SecretFile.Read("Mail:PasswordFile", section["PasswordFile"]), origin);
    }
}
