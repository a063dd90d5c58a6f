using System.Globalization;
using System.Text;
using CsvHelper;
using MiniExcelLibs;
using WriteOff.Domain.Access;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Web.Identity;
using WriteOff.Web.Navigation;

namespace WriteOff.Web.Denials;

/// <summary>The rows of a grid as a file: the address of the grid, its filter and order, read page by page and sent as they come.</summary>
public static class DenialExports
{
    /// <summary>A sheet of Excel ends here; one row is the head.</summary>
    public const int MostSheetRows = 1_048_575;

    private static readonly string[] Head =
        ["Claim", "Patient", "Payer", "Group", "Code", "Code in words", "Denied", "Balance", "Reserved", "Denied on", "Age (days)", "Appeal by", "Status", "Assignee", "Reversal found"];

    /// <summary>Opens <c>/denials/export.csv</c> and <c>.xlsx</c>.</summary>
    public static void MapDenialExports(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet($"{Urls.Denials}/export.csv", (HttpContext http, Export export) => export.Csv(http));
        endpoints.MapGet($"{Urls.Denials}/export.xlsx", (HttpContext http, Export export) => export.Sheet(http));
    }

    /// <summary>One export.</summary>
    public sealed class Export(DenialGrid grid, DenialBulk bulk, PrivateFilters kept, SessionRules rules, TimeProvider clock)
    {
        /// <summary>Sends CSV: UTF-8 with its mark, so that Excel reads names right.</summary>
        public async Task<IResult> Csv(HttpContext http)
        {
            var (ask, actor, problem) = await Open(http, "CSV");
            if (problem is not null) return problem;
            Name(http.Response, "text/csv; charset=utf-8", "csv");
            await using var csv = CsvWriter.Create(http.Response.Body, CsvWriterOptions.Default with { WriteByteOrderMark = true }, leaveOpen: true);
            await csv.WriteRecordAsync(Head, http.RequestAborted);
            var today = await Today(actor!, http.RequestAborted);
            await foreach (var row in grid.Stream(actor!, ask!, http.RequestAborted))
                await csv.WriteRecordAsync([.. Cells(row, today).Select(cell => cell is decimal money ? money.ToString("0.00", CultureInfo.InvariantCulture) : Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "")], http.RequestAborted);

            return Results.Empty;
        }

        /// <summary>Makes the sheet in a file of its own, which goes away with it, and sends that.</summary>
        public async Task<IResult> Sheet(HttpContext http)
        {
            var (ask, actor, problem) = await Open(http, "Excel");
            if (problem is not null) return problem;
            var total = await grid.Total(actor!, ask!, GridSelection.All, http.RequestAborted);
            if (total.Value.Count > MostSheetRows) return Refused(new Refusal("TooManyRows", "A sheet of Excel holds at most 1,048,575 rows.", "Narrow the filter, or export as CSV."));
            var today = await Today(actor!, http.RequestAborted);
            var file = new FileStream(Path.Combine(Path.GetTempPath(), $"writeoff-{Guid.NewGuid():N}.xlsx"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
            await file.SaveAsAsync(Rows(actor!, ask!, today, http.RequestAborted), printHeader: true, sheetName: "Denials", cancellationToken: http.RequestAborted);
            file.Position = 0;
            Name(http.Response, null, "xlsx");
            return Results.Stream(file, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        }

        private async Task<(GridAsk? Ask, Actor? Actor, IResult? Problem)> Open(HttpContext http, string form)
        {
            if (http.User.ToActor() is not { } actor || !rules.Lasts(http.User)) return (null, null, Results.Unauthorized());
            if (kept.Resolve(actor, GridAddress.Read(http.Request.QueryString.Value) with { Page = null }) is not { } ask)
                return (null, null, Refused(new Refusal("FilterForgotten", "This filter names a patient and is forgotten by now.", "Type it again in the grid.")));
            if ((await grid.Count(actor, ask, http.RequestAborted)).Refusal is { } refusal) return (null, null, Refused(refusal));
            return (await bulk.RecordExport(actor, ask, form, http.RequestAborted)).Refusal is { } missing ? (null, null, Refused(missing)) : (ask, actor, null);
        }

        private async Task<DateOnly> Today(Actor actor, CancellationToken cancel) => (await grid.Page(actor, new GridAsk(), cancel)).Value.Today;

        /// <summary>MiniExcel pulls rows synchronously; this runs on the request's own thread, which has nothing else to do.</summary>
        private IEnumerable<Dictionary<string, object>> Rows(Actor actor, GridAsk ask, DateOnly today, CancellationToken cancel)
        {
            foreach (var row in grid.Stream(actor, ask, cancel).ToBlockingEnumerable(cancel))
            {
                var cells = Cells(row, today);
                yield return Enumerable.Range(0, Head.Length).ToDictionary(n => Head[n], n => cells[n], StringComparer.Ordinal);
            }
        }

        private void Name(HttpResponse response, string? type, string form)
        {
            if (type is not null) response.ContentType = type;
            response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"denials-{clock.GetUtcNow():yyyyMMdd-HHmmss}.{form}\"");
            response.Headers.CacheControl = "no-store";
        }

        private static IResult Refused(Refusal refusal) => Results.Text(refusal.ToString(), "text/plain; charset=utf-8", Encoding.UTF8,
            refusal.Code is "ScopeMissing" ? StatusCodes.Status403Forbidden : StatusCodes.Status400BadRequest);
    }

    /// <summary>The cells of a row: every text safe, amounts as numbers, days as ISO dates.</summary>
    internal static object[] Cells(GridRow row, DateOnly today) =>
    [
        SpreadsheetText.Of(row.ClaimNumber), SpreadsheetText.Of(row.PatientName), SpreadsheetText.Of(row.PayerName), SpreadsheetText.Of(row.Group), SpreadsheetText.Of(row.Carc), SpreadsheetText.Of(AdjustmentCodes.Find(row.Carc).Words),
        row.DeniedCents / 100m, row.BalanceCents / 100m, row.ReservedCents / 100m, Day(row.DeniedOn), today.DayNumber - row.DeniedOn.DayNumber, Day(row.AppealBy),
        row.Status.Word(), SpreadsheetText.Of(row.AssigneeName), row.IsFlagged ? "yes" : "no",
    ];

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
