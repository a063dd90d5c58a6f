using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsvHelper;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Reporting;
using WriteOff.Domain.Shared;
using WriteOff.Web.Denials;
using WriteOff.Web.Identity;
using WriteOff.Web.Navigation;

namespace WriteOff.Web.Audit;

/// <summary>Audit rows as CSV: streamed into a file that goes away with the request, hashed, put on the trail with its hash, then sent. The hash goes along as <c>Repr-Digest</c>.</summary>
public sealed class AuditExport(AuditTrail trail, AuditTrailService service, SessionRules rules, TimeProvider clock)
{
    private static readonly string[] Head =
    [
        "Row", "At (UTC)", "Actor", "Actor id", "Act", "Act number", "Claim", "Denial id", "Claim id", "Request id", "Remittance id", "Reason", "Amount",
        "Status before", "Status after", "Balance before", "Balance after", "Note", "Detail", "Hash before", "Hash",
    ];

    /// <summary>Opens <c>/audit/export.csv</c>.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet($"{Urls.Audit}/export.csv", (HttpContext http, AuditExport export) => export.Csv(http));

    /// <summary>Makes and sends the file.</summary>
    public async Task<IResult> Csv(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (http.User.ToActor() is not { } actor || !rules.Lasts(http.User)) return Results.Unauthorized();
        // A file that looks like a part and is the whole would mislead whoever gets it.
        if (TrailAddress.Unread(http.Request.QueryString.Value) is { Count: > 0 } unread) return Refusals.Say(new Refusal("FilterUnreadable", $"Part of the address can't be read: {string.Join(", ", unread)}.", "Filter again on the audit page."));
        var (ask, cancel) = (TrailAddress.Read(http.Request.QueryString.Value) with { Before = null }, http.RequestAborted);
        if ((await trail.Choices(actor, cancel)).Refusal is { } refusal) return Refusals.Say(refusal);
        var file = new FileStream(Path.Combine(Path.GetTempPath(), $"writeoff-{Guid.NewGuid():N}.csv"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
        var isSent = false;
        try
        {
            var rows = await Write(file, actor, ask, cancel);
            file.Position = 0;
            var hash = await SHA256.HashDataAsync(file, cancel);
            if ((await service.RecordExport(actor, TrailAddress.Write(ask).TrimStart('?'), rows, hash, cancel)).Refusal is { } missing) return Refusals.Say(missing);
            file.Position = 0;
            http.Response.Headers["Repr-Digest"] = $"sha-256=:{Convert.ToBase64String(hash)}:";
            http.Response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"audit-{clock.GetUtcNow():yyyyMMdd-HHmmss}.csv\"");
            http.Response.Headers.CacheControl = "no-store";
            isSent = true;
            return Results.Stream(file, "text/csv; charset=utf-8");
        }
        finally
        {
            if (!isSent) await file.DisposeAsync();
        }
    }

    private async Task<long> Write(FileStream file, Actor actor, TrailAsk ask, CancellationToken cancel)
    {
        await using var csv = CsvWriter.Create(file, CsvWriterOptions.Default with { WriteByteOrderMark = true }, leaveOpen: true);
        await csv.WriteRecordAsync(Head, cancel);
        var rows = 0L;
        await foreach (var (row, claim) in trail.Stream(actor, ask, cancel))
        {
            await csv.WriteRecordAsync(Cells(row, claim), cancel);
            rows++;
        }

        return rows;
    }

    /// <summary>The cells of a row: every text safe, amounts as numbers, instants as ISO in UTC.</summary>
    internal static string[] Cells(AuditRow row, string claim) =>
    [
        Text(row.Sequence), row.At.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), SpreadsheetText.Of(row.ActorName), row.ActorId.ToString(), row.Act.ToString(), Text((int)row.Act), SpreadsheetText.Of(claim),
        Text(row.DenialId), Text(row.ClaimId), Text(row.RequestId), Text(row.RemittanceId), SpreadsheetText.Of(row.ReasonCode), Amount(row.AmountCents),
        row.StatusBefore is null ? "" : AuditWords.Status(row.StatusBefore), row.StatusAfter is null ? "" : AuditWords.Status(row.StatusAfter), Amount(row.BalanceBeforeCents), Amount(row.BalanceAfterCents),
        SpreadsheetText.Of(row.Note), SpreadsheetText.Of(row.Detail), AuditWords.Hash(row.PreviousHash), AuditWords.Hash(row.Hash),
    ];

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Amount(long? cents) => cents is { } known ? (known / 100m).ToString("0.00", CultureInfo.InvariantCulture) : "";
}

/// <summary>A refusal as the plain answer of an address that is no page.</summary>
internal static class Refusals
{
    public static IResult Say(Refusal refusal) => Results.Text(refusal.ToString(), "text/plain; charset=utf-8", Encoding.UTF8,
        refusal.Code switch { "ScopeMissing" => StatusCodes.Status403Forbidden, "NotFound" => StatusCodes.Status404NotFound, "DatabaseUnavailable" => StatusCodes.Status503ServiceUnavailable, _ => StatusCodes.Status400BadRequest });
}
