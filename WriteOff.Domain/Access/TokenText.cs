using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace WriteOff.Domain.Access;

/// <summary>A token as its program sends it: <c>wo_TENANT_ID_SECRET</c>. Tenant and id are no secrets; they find the row by its key.</summary>
public sealed class TokenText
{
    /// <summary>What every token begins with, so that scanners for leaked secrets know it.</summary>
    public const string Prefix = "wo";

    /// <summary>Bytes of the secret.</summary>
    public const int SecretBytes = 32;

    private readonly byte[] _secret;

    /// <param name="secret">Bytes of chance.</param>
    public TokenText(int tenantId, long id, byte[] secret) => (TenantId, Id, _secret) = (tenantId, id, secret);

    public int TenantId { get; }

    public long Id { get; }

    /// <summary>What is kept of the secret.</summary>
    public byte[] Hash => SHA256.HashData(_secret);

    /// <summary>Reads a token; false for anything else.</summary>
    public static bool TryRead(string? text, [NotNullWhen(true)] out TokenText? token)
    {
        token = null;
        if (text is not { Length: > 0 and <= 100 } || text.Split('_', 4) is not [Prefix, var tenant, var id, var secret]) return false;
        if (!int.TryParse(tenant, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || !long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var key)) return false;
        if (!Base64Url.IsValid(secret, out var length) || length != SecretBytes) return false;
        token = new TokenText(number, key, Base64Url.DecodeFromChars(secret));
        return true;
    }

    /// <summary>The whole token, secret and all: only for showing it once.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}_{TenantId}_{Id}_{Base64Url.EncodeToString(_secret)}");

    /// <summary>Whether it is the token with this hash, in a time that tells nothing.</summary>
    public bool Fits(byte[] hash) => CryptographicOperations.FixedTimeEquals(Hash, hash);
}
