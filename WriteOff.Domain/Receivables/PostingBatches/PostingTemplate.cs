using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WriteOff.Domain.Persistence;

namespace WriteOff.Domain.Receivables.PostingBatches;

/// <summary>The form of a file of postings. The numbers are stored.</summary>
public enum PostingForm
{
    /// <summary>Columns with a delimiter.</summary>
    Table = 1,
    /// <summary>HL7 2.5.1 DFT^P03, one message a row with one FT1.</summary>
    Hl7,
}

/// <summary>What a column of a file of postings holds.</summary>
public enum PostingField
{
    /// <summary>The ledger row's id: the same in every resend, so that nothing is posted twice.</summary>
    Id = 1,
    Batch,
    Row,
    Claim,
    Patient,
    Payer,
    ServiceDate,
    /// <summary>The business day on which it counts.</summary>
    Date,
    Amount,
    /// <summary>The practice-management system's own code for the reason.</summary>
    Code,
    Reason,
    /// <summary><c>WRITEOFF</c>, or <c>REVERSAL</c> for a row that takes one back.</summary>
    Kind,
    /// <summary>On a reversal the id of the row that it takes back.</summary>
    Reverses,
}

/// <summary>How a tenant's files of postings look. A batch keeps the one that it was made with.</summary>
/// <param name="Fields">The columns in their order.</param>
/// <param name="Heads">The columns' names; empty: no header row.</param>
/// <param name="WriteOffIsNegative">A write-off's amount has a minus, and what takes it back none; else the other way round.</param>
/// <param name="DateForm">A .NET date format: <c>yyyy-MM-dd</c>.</param>
/// <param name="FileName"><c>{batch}</c>, <c>{sending}</c> and <c>{date}</c> are filled in.</param>
/// <param name="Codes">The practice-management system's code by our reason's code; a reason that isn't there keeps ours.</param>
public sealed record PostingSettings(PostingForm Form, IReadOnlyList<PostingField> Fields, IReadOnlyList<string> Heads, char Delimiter, bool WriteOffIsNegative, string DateForm, string FileName, IReadOnlyDictionary<string, string> Codes)
{
    private const string DayIso = "yyyy-MM-dd", DayUs = "MM/dd/yyyy";

    /// <summary>A ready template by its name.</summary>
    public static PostingSettings Ready(string name) => name switch
    {
        "pipe" => new(PostingForm.Table, [PostingField.Id, PostingField.Batch, PostingField.Row, PostingField.Claim, PostingField.Kind, PostingField.Amount, PostingField.Date, PostingField.Code, PostingField.Reverses],
            ["ID", "BATCH", "ROW", "CLAIM", "KIND", "AMOUNT", "DATE", "CODE", "REVERSES"], '|', false, "yyyyMMdd", "writeoffs-{batch}-{sending}.txt", NoCodes),
        "open-dental" => new(PostingForm.Table, [PostingField.Patient, PostingField.Claim, PostingField.Date, PostingField.Amount, PostingField.Code, PostingField.Reason, PostingField.Id],
            ["PatientName", "ClaimIdentifier", "AdjDate", "AdjAmt", "AdjType", "AdjNote", "ExternalId"], ',', true, DayIso, "adjustments-{batch}-{sending}.csv", NoCodes),
        "hl7" => new(PostingForm.Hl7, [], [], '|', false, "yyyyMMdd", "dft-{batch}-{sending}.hl7", NoCodes),
        "csv" => new(PostingForm.Table, [PostingField.Id, PostingField.Batch, PostingField.Row, PostingField.Claim, PostingField.Patient, PostingField.Payer, PostingField.ServiceDate, PostingField.Date, PostingField.Amount, PostingField.Code, PostingField.Reason, PostingField.Kind, PostingField.Reverses],
            ["Id", "Batch", "Row", "Claim", "Patient", "Payer", "Service date", "Date", "Amount", "Code", "Reason", "Kind", "Reverses"], ',', false, DayUs, "write-offs {batch}-{sending}.csv", NoCodes),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such template."),
    };

    /// <summary>The ready templates and what they are for.</summary>
    public static IReadOnlyList<(string Name, string Label)> AllReady { get; } = [("pipe", "Generic file with bars"), ("open-dental", "Open Dental adjustments"), ("hl7", "HL7 DFT^P03 (FT1)"), ("csv", "Plain CSV")];

    private static Dictionary<string, string> NoCodes { get; } = new(StringComparer.Ordinal);

    /// <summary>The name of a sending's file.</summary>
    public string NameOf(int batch, int sending, DateOnly day) => FileName
        .Replace("{batch}", batch.ToString("0000", System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{sending}", sending.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{date}", day.ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <summary>As it is stored, one setting a line.</summary>
    public string ToStored() => string.Join('\n',
    [
        $"form={Form}", $"fields={string.Join(',', Fields)}", $"heads={string.Join('\t', Heads)}", $"delimiter={Delimiter}", $"negative={WriteOffIsNegative}", $"date={DateForm}", $"file={FileName}",
        .. Codes.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"code:{c.Key}={c.Value}"),
    ]);

    /// <summary>Reads what <see cref="ToStored"/> wrote.</summary>
    public static PostingSettings FromStored(string stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        var lines = stored.Split('\n').Select(l => l.Split('=', 2)).ToDictionary(l => l[0], l => l[1], StringComparer.Ordinal);
        return new PostingSettings(Enum.Parse<PostingForm>(lines["form"]), [.. lines["fields"].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<PostingField>)],
            lines["heads"].Length == 0 ? [] : lines["heads"].Split('\t'), lines["delimiter"][0], bool.Parse(lines["negative"]), lines["date"], lines["file"],
            lines.Where(l => l.Key.StartsWith("code:", StringComparison.Ordinal)).ToDictionary(l => l.Key[5..], l => l.Value, StringComparer.Ordinal));
    }
}

/// <summary>A tenant's way of handing write-offs to its practice-management system.</summary>
public sealed class PostingTemplate(int tenantId, string settings, DateTimeOffset since) : ITenantOwned, IVersioned
{
    /// <summary>Longest stored settings.</summary>
    public const int MaxLength = 4000;

    public int TenantId { get; private set; } = tenantId;

    /// <summary><see cref="PostingSettings.ToStored"/>.</summary>
    public string Settings { get; internal set; } = settings;

    /// <summary>Rows posted from this instant on leave in batches; those before were posted there by hand.</summary>
    public DateTimeOffset Since { get; private set; } = since;

    public long Version { get; private set; } = 1;
}

internal sealed class PostingTemplateTable : IEntityTypeConfiguration<PostingTemplate>
{
    public void Configure(EntityTypeBuilder<PostingTemplate> builder)
    {
        builder.ToTable("posting_template");
        builder.HasKey(t => t.TenantId);
        builder.Property(t => t.TenantId).ValueGeneratedNever();
        builder.Property(t => t.Settings).HasMaxLength(PostingTemplate.MaxLength);
    }
}
