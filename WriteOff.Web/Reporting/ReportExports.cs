using System.Globalization;
using System.Text;
using CsvHelper;
using MiniExcelLibs;
using WriteOff.Domain.Access;
using WriteOff.Domain.Reporting;
using WriteOff.Domain.Shared;
using WriteOff.Web.Audit;
using WriteOff.Web.Denials;
using WriteOff.Web.Identity;
using WriteOff.Web.Navigation;

namespace WriteOff.Web.Reporting;

/// <summary>A pivot as a file: what the page shows, with gross, reopened and counts of every cell.</summary>
public static class ReportExports
{
    /// <summary>Opens <c>/reports/export.csv</c> and <c>.xlsx</c>.</summary>
    public static void MapReportExports(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet($"{Urls.Reports}/export.csv", (HttpContext http, Export export) => export.Csv(http));
        endpoints.MapGet($"{Urls.Reports}/export.xlsx", (HttpContext http, Export export) => export.Sheet(http));
    }

    /// <summary>One export. Refused: reports.read.financial is missing.</summary>
    public sealed class Export(Pivots pivots, SessionRules rules, TimeProvider clock)
    {
        /// <summary>Sends CSV: UTF-8 with its mark, so that Excel reads names right.</summary>
        public async Task<IResult> Csv(HttpContext http)
        {
            var (table, problem) = await Open(http, "CSV");
            if (problem is not null) return problem;
            Name(http.Response, "text/csv; charset=utf-8", "csv");
            await using var csv = CsvWriter.Create(http.Response.Body, CsvWriterOptions.Default with { WriteByteOrderMark = true }, leaveOpen: true);
            await csv.WriteRecordAsync(Head(table!), http.RequestAborted);
            foreach (var row in Rows(table!)) await csv.WriteRecordAsync([.. row.Select(Text)], http.RequestAborted);
            return Results.Empty;
        }

        /// <summary>Makes the sheet in a file of its own, which goes away with it, and sends that.</summary>
        public async Task<IResult> Sheet(HttpContext http)
        {
            var (table, problem) = await Open(http, "Excel");
            if (problem is not null) return problem;
            var head = Head(table!);
            var file = new FileStream(Path.Combine(Path.GetTempPath(), $"writeoff-{Guid.NewGuid():N}.xlsx"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
            await file.SaveAsAsync(Rows(table!).Select(row => Enumerable.Range(0, head.Length).ToDictionary(n => head[n], n => row[n], StringComparer.Ordinal)), printHeader: true, sheetName: "Losses", cancellationToken: http.RequestAborted);
            file.Position = 0;
            Name(http.Response, null, "xlsx");
            return Results.Stream(file, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        }

        private async Task<(PivotTable? Table, IResult? Problem)> Open(HttpContext http, string form)
        {
            if (http.User.ToActor() is not { } actor || !rules.Lasts(http.User)) return (null, Results.Unauthorized());
            var ask = ReportAddress.ReadPivot(http.Request.QueryString.Value);
            var table = await pivots.Of(actor, ask, http.RequestAborted);
            if (!table.IsDone) return (null, Refusals.Say(table.Refusal));
            var what = string.Create(CultureInfo.InvariantCulture, $"{form}: losses {ReportAddress.Write(ask)} {table.Value.Period.From:yyyy-MM-dd} to {table.Value.Period.To:yyyy-MM-dd}");
            return (await pivots.RecordExport(actor, what, http.RequestAborted)).Refusal is { } missing ? (null, Refusals.Say(missing)) : (table.Value, null);
        }

        private void Name(HttpResponse response, string? type, string form)
        {
            if (type is not null) response.ContentType = type;
            response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"losses-{clock.GetUtcNow():yyyyMMdd-HHmmss}.{form}\"");
            response.Headers.CacheControl = "no-store";
        }
    }

    /// <summary>Names of the columns, each once: two reasons of one label carry a number.</summary>
    internal static string[] Head(PivotTable table)
    {
        List<string> head = [ReportWords.Name(table.Ask.Rows)];
        if (table.Ask.Then is { } then) head.Add(ReportWords.Name(then));
        head.AddRange(table.Columns.Select(c => $"Net {ReportWords.Label(table.Ask.Columns!.Value, c)}"));
        head.AddRange(["Net", "Gross", "Write-offs", "Reopened", "Rows reopened"]);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. head.Select(name => SpreadsheetText.Of((seen[name] = seen.GetValueOrDefault(name) + 1) == 1 ? name : $"{name} ({seen[name]})"))];
    }

    /// <summary>The cells of every row and of the last one, which adds them up: texts safe, amounts as numbers.</summary>
    internal static IEnumerable<object[]> Rows(PivotTable table)
    {
        foreach (var row in table.Rows)
        {
            List<object> cells = [SpreadsheetText.Of(ReportWords.Label(table.Ask.Rows, row.Key))];
            if (table.Ask.Then is { } then) cells.Add(SpreadsheetText.Of(ReportWords.Label(then, row.Then!)));
            yield return [.. cells, .. Amounts(row.Cells, row.Total)];
        }

        yield return [.. table.Ask.Then is null ? new object[] { "All" } : ["All", ""], .. Amounts(table.ColumnTotals, table.Total)];
    }

    private static IEnumerable<object> Amounts(IReadOnlyList<CauseSum> cells, CauseSum total) =>
        [.. cells.Select(c => (object)(c.Net.Cents / 100m)), total.Net.Cents / 100m, total.Gross.Cents / 100m, total.Rows, total.Reopened.Cents / 100m, total.ReopenedRows];

    private static string Text(object cell) => cell is decimal money ? money.ToString("0.00", CultureInfo.InvariantCulture) : Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "";
}
