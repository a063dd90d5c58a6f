using System.Globalization;
using System.Text;
using CsvHelper;
using WriteOff.Domain.Access;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs.Mass;
using WriteOff.Web.Audit;
using WriteOff.Web.Denials;
using WriteOff.Web.Identity;
using WriteOff.Web.Navigation;

namespace WriteOff.Web.WriteOffs.Mass;

/// <summary>What became of a run's rows as a file: read chunk by chunk and sent as it comes.</summary>
public static class RunExports
{
    private static readonly string[] Head = ["Claim", "Code", "Denied on", "Payer", "Outcome", "Cause", "Cause in words", "Amount"];

    /// <summary>Opens <c>/runs/318/export.csv</c>.</summary>
    public static void MapRunExports(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet($"{Urls.Runs}/{{number:int}}/export.csv", (HttpContext http, int number, RunViews views, RunRows rows, DenialBulk bulk, SessionRules rules) => Csv(http, number, views, rows, bulk, rules));

    /// <summary>Sends CSV: UTF-8 with its mark, every text safe, amounts as numbers. It goes on the audit trail before its first row leaves.</summary>
    internal static async Task<IResult> Csv(HttpContext http, int number, RunViews views, RunRows rows, DenialBulk bulk, SessionRules rules)
    {
        if (http.User.ToActor() is not { } actor || !rules.Lasts(http.User)) return Results.Unauthorized();
        var run = await views.Open(actor, number, http.RequestAborted);
        if (!run.IsDone) return Refusals.Say(run.Refusal);
        var recorded = await bulk.RecordExport(actor, new GridAsk(Text: string.Create(CultureInfo.InvariantCulture, $"run = {number}")), "CSV", http.RequestAborted);
        if (!recorded.IsDone) return Refusals.Say(recorded.Refusal);
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"run-{number}.csv\"");
        http.Response.Headers.CacheControl = "no-store";
        await using var csv = CsvWriter.Create(http.Response.Body, CsvWriterOptions.Default with { WriteByteOrderMark = true }, leaveOpen: true);
        await csv.WriteRecordAsync(Head, http.RequestAborted);
        await foreach (var row in rows.Stream(actor, number, http.RequestAborted)) await csv.WriteRecordAsync(Cells(row, run.Value.Run.Kind), http.RequestAborted);
        return Results.Empty;
    }

    private static string[] Cells(RunOutcome row, RunKind kind) =>
    [
        SpreadsheetText.Of(row.ClaimNumber), SpreadsheetText.Of(row.Code), row.DeniedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), SpreadsheetText.Of(row.PayerName), RunWords.Did(row.Outcome, kind), SpreadsheetText.Of(row.Cause),
        row.Cause.Length == 0 ? "" : SpreadsheetText.Of(RunWords.Why(new OutcomeGroup(row.Outcome, row.Cause, 1, row.Amount, []))), (row.Amount.Cents / 100m).ToString("0.00", CultureInfo.InvariantCulture),
    ];
}
