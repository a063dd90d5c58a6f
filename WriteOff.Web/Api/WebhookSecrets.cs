using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs.Webhooks;

namespace WriteOff.Web.Api;

/// <summary>Signing secrets: made here, shown once, kept encrypted with the keys that all nodes share.</summary>
public sealed class WebhookSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("webhook secret");

    /// <summary>A new secret: as people copy it, and as it is kept.</summary>
    public (string Text, byte[] Kept) Make()
    {
        var secret = Keys.Secret(WebhookSignature.SecretBytes);
        return (WebhookSignature.Write(secret), _protector.Protect(secret));
    }

    /// <summary>The secret again; null when the keys that it was encrypted with are gone.</summary>
    public string? Read(byte[] kept)
    {
        try
        {
            return WebhookSignature.Write(_protector.Unprotect(kept));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
