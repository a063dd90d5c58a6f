using System.Globalization;
using System.Net;
using System.Text;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Reporting;
using WriteOff.Domain.Shared;
using WriteOff.Web.Components.Controls;

namespace WriteOff.Web.Audit;

/// <summary>Writes the package. Plain tables, no script, no link: it must read the same in ten years.</summary>
internal sealed class PackageHtml(WriteOffPackage package)
{
    private const string Style = "body{font:13px/1.5 system-ui,sans-serif;margin:24px;color:#14202b}h1{font-size:20px}h2{font-size:15px;margin:24px 0 6px;border-bottom:1px solid #7f8b95}"
        + "table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:3px 8px;border-bottom:1px solid #dee3e7;overflow-wrap:anywhere}"
        + "td.n,th.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}td.h{font-family:monospace;font-size:11px}tr{break-inside:avoid}@page{margin:14mm}";

    private readonly StringBuilder _to = new();

    public string Write()
    {
        var (view, denial) = (package.View, package.View.Denial);
        _to.Append("<!DOCTYPE html>\n<html lang=\"en-US\"><head><meta charset=\"utf-8\"><title>Write-off package ").Append(Text(view.Claim.ClaimNumber)).Append("</title><style>").Append(Style).Append("</style></head><body>\n");
        _to.Append("<h1>Write-off package · claim ").Append(Text(view.Claim.ClaimNumber)).Append("</h1>\n<p>").Append(Text($"{package.TenantName}. Made {TimeFormat.Exact(package.At, package.Zone)} by {package.MadeBy}. Confidential: it holds patient data.")).Append("</p>\n");
        Table("Denial", ["", ""],
        [
            ["Patient", view.Claim.PatientName], ["Member", view.Claim.MemberId], ["Payer", view.Payer.Name], ["Provider", view.Claim.ProviderName],
            ["Service", view.Claim.ServiceFrom is { } day ? TimeFormat.Day(day) : "–"], ["Line", view.LineNumber?.ToString(CultureInfo.InvariantCulture) ?? "whole claim"],
            ["Code", $"{denial.Group}-{denial.Carc} {AdjustmentCodes.Find(denial.Carc).Words}"], ["Denied on", TimeFormat.Day(denial.DeniedOn)], ["Denied", denial.Denied.ToString()],
            ["Remaining balance", denial.Balance.ToString()], ["Status", denial.Status.Word()], ["Claim charge and balance", $"{view.Claim.Charge}, {view.Claim.Balance} open"],
        ]);
        Table("835 lines", ["Remittance", "Segment", "Code", "In words", "Amount"], package.Payments.SelectMany(p => p.Segments.Select(s =>
            new[] { $"{p.PayerName} {p.Trace}{(p.PaidOn is { } on ? $", {TimeFormat.Day(on)}" : "")}", s.Segment, s.Code, s.Words, s.Amount is { } amount ? amount.ToString() : "" })), hashes: [1], numbers: [4]);
        Table("Requests, evidence and approvals", ["Asked", "By", "Reasons and amounts", "Evidence seen", "Note", "Gate", "Decision"], package.Requests.Select(r => new[]
        {
            At(r.Request.RequestedAt), r.AskedBy, string.Join("\n", r.Lines.Select(l => $"{l.ReasonLabel} ({l.ReasonCode}) {new Money(l.AmountCents)}")), string.Join("\n", r.Lines.Select(l => l.EvidenceSeen).Where(e => e.Length > 0)),
            r.Request.Note, r.Request.GateSentence, r.Request.DecidedAt is { } decided ? $"{r.Request.Status} by {r.DecidedBy} {At(decided)} {r.Request.DecisionNote}".Trim() : r.Request.Status.ToString(),
        }));
        Table("Appeals", ["Level", "Filed", "Outcome", "Ended"], view.Appeals.Select(a => new[] { a.Level.ToString(CultureInfo.InvariantCulture), TimeFormat.Day(a.FiledOn), a.Outcome.ToString(), a.EndedOn is { } ended ? TimeFormat.Day(ended) : "–" }));
        Table("Ledger of the claim", ["Posted", "Type", "Reason or code", "By", "Amount", "Balance"], view.Ledger.Select(l => new[]
        {
            TimeFormat.Day(l.Row.PostedOn), l.Row.ReversesId is null ? l.Row.Type.ToString() : $"{l.Row.Type} undone", l.ReasonLabel ?? $"{l.Row.AdjustmentGroup}-{l.Row.AdjustmentCode}".Trim('-'), l.ByName,
            (-l.Row.Amount).ToString(), new Money(l.BalanceAfterCents).ToString(),
        }), numbers: [4, 5]);
        Table("Notes", ["When", "Who", "Note"], view.Notes.Select(n => new[] { At(n.At), n.ByName, n.Text }));
        Table("Audit rows and their hashes", ["Row", "When", "Who", "Act", "Reason", "Amount", "State", "Note and detail", "Hash of the row before, hash"], package.Trail.Select(a => new[]
        {
            AuditWords.Number(a.Sequence), At(a.At), a.ActorName, AuditWords.Label(a.Act), a.ReasonCode ?? "", a.AmountCents is null ? "" : AuditWords.Amount(a.AmountCents), AuditWords.Change(a), AuditWords.Says(a),
            $"{AuditWords.Hash(a.PreviousHash)}\n{AuditWords.Hash(a.Hash)}",
        }), hashes: [8], numbers: [5]);
        return _to.Append("<p>Each hash is the SHA-256 of the row's fields and the hash of the row before it; verification of the whole chain is in the product.</p>\n</body></html>\n").ToString();
    }

    private void Table(string title, string[] head, IEnumerable<string[]> rows, int[]? hashes = null, int[]? numbers = null)
    {
        string Css(int n) => numbers?.Contains(n) == true ? " class=\"n\"" : hashes?.Contains(n) == true ? " class=\"h\"" : "";
        _to.Append("<h2>").Append(Text(title)).Append("</h2>\n");
        var all = rows.ToList();
        if (all.Count == 0)
        {
            _to.Append("<p>None.</p>\n");
            return;
        }

        _to.Append("<table>");
        if (head.Any(h => h.Length > 0)) _to.Append("<thead><tr>").Append(string.Concat(head.Select((h, n) => $"<th{(numbers?.Contains(n) == true ? " class=\"n\"" : "")}>{Text(h)}</th>"))).Append("</tr></thead>");
        foreach (var row in all) _to.Append("<tr>").Append(string.Concat(row.Select((cell, n) => $"<td{Css(n)}>{Text(cell)}</td>"))).Append("</tr>\n");
        _to.Append("</table>\n");
    }

    private string At(DateTimeOffset at) => TimeFormat.Exact(at, package.Zone);

    private static string Text(string text) => WebUtility.HtmlEncode(text).Replace("\n", "<br>", StringComparison.Ordinal);
}
