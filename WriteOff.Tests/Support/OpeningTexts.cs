using System.Text;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Receivables.Opening;
using WriteOff.Domain.Shared;
using WriteOff.Web.Receivables;

namespace WriteOff.Tests.Support;

/// <summary>Files of open claims, and taking them in.</summary>
internal static class OpeningTexts
{
    public const string Header = "Claim #,Patient,Payer,Charge,Balance,DOS,Denial Code,Denial Date,Assigned To";

    /// <summary>A file with the usual header and these rows.</summary>
    public static IOpeningFile Of(params string[] rows) => Named("open.csv", rows);

    public static IOpeningFile Named(string name, params string[] rows) => Read(Encoding.UTF8.GetBytes(string.Join('\n', rows.Prepend(Header)) + "\n"), name).Value;

    public static Outcome<IOpeningFile> Read(byte[] bytes, string name = "open.csv") => OpeningFiles.Open(name, new MemoryStream(bytes));

    public static OpeningService Openings(this TestWorkbench workbench) => new(workbench.Writer, workbench.Dbs, workbench.Clock);

    public static Task<Outcome<OpeningReceipt>> Check(this TestWorkbench workbench, IOpeningFile file, Actor? actor = null) =>
        workbench.Openings().Check(actor ?? workbench.PostingClerk, file, OpeningColumns.Guess(file.Header));

    public static Task<Outcome<OpeningReceipt>> Open(this TestWorkbench workbench, IOpeningFile file, bool leavesOut = false, Actor? actor = null) =>
        workbench.Openings().Post(actor ?? workbench.PostingClerk, file, OpeningColumns.Guess(file.Header), leavesOut);

    /// <summary>Opens rows that must be sound.</summary>
    public static async Task<OpeningReceipt> Opened(this TestWorkbench workbench, params string[] rows) => (await workbench.Open(Of(rows))).Value;

    /// <summary>What was found, in short: <c>3 Balance is no amount: abc</c>.</summary>
    public static IEnumerable<string> Said(this OpeningReceipt receipt) => receipt.Findings.Select(f => $"{f.Row} {f.Column} {f.What}");

    public static Task<int> Count<T>(this TestWorkbench workbench) where T : class => workbench.Read(db => db.Set<T>().CountAsync());

    public static Task<List<PaymentApplication>> OpeningRows(this TestWorkbench workbench) =>
        workbench.Read(db => db.Set<PaymentApplication>().AsNoTracking().Where(a => a.OpeningImportId != null).OrderBy(a => a.Id).ToListAsync());
}
