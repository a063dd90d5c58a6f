using System.Globalization;
using System.Text;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;

namespace WriteOff.Web.Audit;

/// <summary>Audit and access rows in words and cells.</summary>
internal static class AuditWords
{
    /// <summary>Every act by name, in the order of its words.</summary>
    public static IReadOnlyList<(AuditAct Act, string Label)> Acts { get; } = [.. Enum.GetValues<AuditAct>().Select(a => (a, Label(a))).OrderBy(a => a.Item2, StringComparer.Ordinal)];

    /// <summary><c>WriteOffApproved</c> is "Write off approved".</summary>
    public static string Label(AuditAct act)
    {
        var words = new StringBuilder();
        foreach (var letter in act.ToString())
        {
            if (char.IsUpper(letter) && words.Length > 0) words.Append(' ').Append(char.ToLowerInvariant(letter));
            else words.Append(letter);
        }

        return words.ToString();
    }

    /// <summary>How patient data was seen.</summary>
    public static string Label(AccessKind kind) => kind switch
    {
        AccessKind.DenialOpened => "Opened the denial",
        AccessKind.ClaimFound => "Found by search",
        AccessKind.DenialsListed => "Looked through the denials",
        AccessKind.DenialsExported => "Exported denials",
        AccessKind.ClaimPaymentOpened => "Opened a claim payment",
        AccessKind.PackageMade => "Made the write-off package",
        AccessKind.ApprovalsListed => "Looked through the approvals",
    };

    /// <summary>A status number as its word; – for none, the number for one that isn't known.</summary>
    public static string Status(int? number) => number is not { } status ? "–" : Enum.IsDefined((DenialStatus)status) ? ((DenialStatus)status).Word() : status.ToString(CultureInfo.InvariantCulture);

    /// <summary>Cents as money; – for none.</summary>
    public static string Amount(long? cents) => cents is { } known ? new Money(known).ToString() : "–";

    /// <summary>What the act did to the denial's state, where it did something.</summary>
    public static string Change(AuditRow row) => row.StatusAfter is null ? "" : row.StatusBefore == row.StatusAfter ? Status(row.StatusAfter) : row.StatusBefore is null ? Status(row.StatusAfter) : $"{Status(row.StatusBefore)} → {Status(row.StatusAfter)}";

    /// <summary>Note and detail in one line.</summary>
    public static string Says(AuditRow row) => string.Join(" · ", new[] { row.Note, row.Detail }.Where(t => !string.IsNullOrEmpty(t)));

    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A hash as people compare it.</summary>
    public static string Hash(byte[] hash) => Convert.ToHexStringLower(hash);
}
