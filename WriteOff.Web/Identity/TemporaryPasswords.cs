using System.Security.Cryptography;
using WriteOff.Web.Navigation;

namespace WriteOff.Web.Identity;

/// <summary>Passwords that an administrator hands over: made by chance, good for three days, and only for choosing another one.</summary>
public static class TemporaryPasswords
{
    /// <summary>How long one lets in.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(3);

    /// <summary>No letters or digits that are mistaken for each other when read out.</summary>
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>Twenty letters in groups of five: 99 bits.</summary>
    public static string Make() => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Letters, 5)));

    /// <summary>Keeps whoever came in with one on the page that changes it.</summary>
    public static Task OnlyToTheirPage(HttpContext context, RequestDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        if (!context.User.HasClaim(c => string.Equals(c.Type, SessionClaims.Temporary, StringComparison.Ordinal)) || Confinement.IsOpen(context, Urls.Password)) return next(context);
        Confinement.Refuse(context, Urls.Password);
        return Task.CompletedTask;
    }
}
