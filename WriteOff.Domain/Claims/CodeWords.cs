using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WriteOff.Domain.Persistence;

namespace WriteOff.Domain.Claims;

/// <summary>Which list a code is of. The numbers are stored.</summary>
public enum CodeKind
{
    /// <summary>Claim adjustment reason codes.</summary>
    Carc = 1,
    /// <summary>Remittance advice remark codes.</summary>
    Rarc,
}

/// <summary>A code's text from the list that a tenant licensed itself; it stands in place of our own short wording.</summary>
public sealed class CodeWords(int tenantId, CodeKind kind, string code, string words) : ITenantOwned
{
    /// <summary>Longest text of a code.</summary>
    public const int MaxLength = 2000;

    public int TenantId { get; private set; } = tenantId;

    public CodeKind Kind { get; private set; } = kind;

    /// <summary>Without leading zeros, letters upper case.</summary>
    public string Code { get; private set; } = code;

    public string Words { get; private set; } = words;
}

/// <summary>The texts of codes as a tenant sees them: its licensed list, else our short wording; unknown codes say that they are.</summary>
public sealed class CodeTexts(IReadOnlyDictionary<(CodeKind Kind, string Code), string> licensed)
{
    /// <summary>Ours alone.</summary>
    public static CodeTexts Shipped { get; } = new(new Dictionary<(CodeKind, string), string>());

    /// <summary>How many texts are the tenant's own.</summary>
    public int LicensedCount => licensed.Count;

    /// <summary>An adjustment code in words.</summary>
    public string Carc(string code) => licensed.TryGetValue((CodeKind.Carc, code), out var words) ? words : AdjustmentCodes.Find(code).Words;

    /// <summary>A remark code in words.</summary>
    public string Rarc(string code) => licensed.TryGetValue((CodeKind.Rarc, code), out var words) ? words : RemarkCodes.Find(code);
}

internal sealed class CodeWordsTable : IEntityTypeConfiguration<CodeWords>
{
    public void Configure(EntityTypeBuilder<CodeWords> builder)
    {
        builder.ToTable("code_words");
        builder.HasKey(w => new { w.TenantId, w.Kind, w.Code });
        builder.Property(w => w.Code).HasMaxLength(10);
        builder.Property(w => w.Words).HasMaxLength(CodeWords.MaxLength);
    }
}
