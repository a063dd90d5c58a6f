using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;

namespace WriteOff.Web.Composition;

/// <summary>What encrypts the keys that lie in the database and seal cookies, authenticator keys and drafts: a certificate outside it (PKCS #12), from <c>Keys:CertificateFile</c> and <c>Keys:PasswordFile</c>. Without one, who has a copy of the database has the keys.</summary>
/// <param name="Earlier">Certificates that were used before: keys which they encrypted can still be read (<c>Keys:EarlierCertificateFile</c>, under the same password).</param>
internal sealed record SealingKeys(X509Certificate2? Certificate, IReadOnlyList<X509Certificate2> Earlier)
{
    /// <summary>Reads the setting.</summary>
    /// <exception cref="SettingException">A file that can't be read, or no private key in it.</exception>
    public static SealingKeys Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (configuration["Keys:CertificateFile"] is not { Length: > 0 } file) return new SealingKeys(null, []);
        var password = configuration["Keys:PasswordFile"] is { Length: > 0 } secret ? Text(secret) : null;
        return new SealingKeys(Open(file, password), configuration["Keys:EarlierCertificateFile"] is { Length: > 0 } earlier ? [Open(earlier, password)] : []);
    }

    /// <summary>Encrypts new keys with the certificate, and reads those of the earlier one.</summary>
    public void Use(IDataProtectionBuilder keys)
    {
        if (Certificate is null) return;
        keys.ProtectKeysWithCertificate(Certificate);
        keys.UnprotectKeysWithAnyCertificate([Certificate, .. Earlier]);
    }

    private static X509Certificate2 Open(string file, string? password)
    {
        try
        {
            var certificate = X509CertificateLoader.LoadPkcs12FromFile(file, password);
            return certificate.HasPrivateKey ? certificate : throw new SettingException($"Keys: {file} holds no private key, so what it encrypts could never be read.");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new SettingException($"Keys: {file} can't be read as a certificate (PKCS #12), or its password is another one.", refused);
        }
    }

    private static string Text(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new SettingException($"Keys:PasswordFile names {file}, and that file can't be read.", refused);
        }
    }
}
