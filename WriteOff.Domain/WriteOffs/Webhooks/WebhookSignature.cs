using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace WriteOff.Domain.WriteOffs.Webhooks;

/// <summary>Signs as Standard Webhooks does (standardwebhooks.com): HMAC-SHA256 over id, timestamp and body.</summary>
public static class WebhookSignature
{
    /// <summary>What every secret begins with.</summary>
    public const string SecretPrefix = "whsec_";

    /// <summary>A secret's bytes; the specification asks for 24 to 64.</summary>
    public const int SecretBytes = 32;

    /// <summary>A secret as people copy it.</summary>
    public static string Write(byte[] secret) => SecretPrefix + Convert.ToBase64String(secret);

    /// <summary>The header <c>webhook-signature</c>: <c>v1,</c> and the signature.</summary>
    /// <param name="secret">As <see cref="Write"/> wrote it.</param>
    public static string Of(string secret, string id, DateTimeOffset at, string body)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var key = Convert.FromBase64String(secret[SecretPrefix.Length..]);
        var signed = string.Create(CultureInfo.InvariantCulture, $"{id}.{at.ToUnixTimeSeconds()}.{body}");
        return $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(signed)))}";
    }
}
