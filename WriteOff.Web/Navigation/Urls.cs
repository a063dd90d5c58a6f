using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Denials.Filters;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Remittances.PayerMoney;
using WriteOff.Domain.Reporting;
using WriteOff.Domain.WriteOffs.Approvals;
using WriteOff.Web.Identity;

namespace WriteOff.Web.Navigation;

/// <summary>Every address of the product.</summary>
public static class Urls
{
    public const string Home = "/";
    public const string Denials = "/denials";
    public const string Approvals = "/denials?status=PENDING_WRITEOFF";
    public const string MassWriteOff = "/denials/write-off";
    public const string Runs = "/runs";
    public const string Remittances = "/remittances";
    public const string OpeningReceivables = "/remittances/opening";
    /// <summary>Provider-level money.</summary>
    public const string PayerMoney = "/payer-money";

    public const string PostingBatches = "/posting-batches";
    public const string Reports = "/reports";
    public const string Overrides = "/reports/overrides";
    public const string Audit = "/audit";
    public const string SignIn = "/sign-in";

    /// <summary>Parameter of the sign-in page: why the session ended.</summary>
    public const string Why = "why";
    /// <summary>The second step of signing in.</summary>
    public const string SignInCode = "/sign-in/code";
    /// <summary>Away to the organisation's sign-in server, where it comes back to, and what takes it from there.</summary>
    public const string SignInOutside = "/sign-in/outside";
    public const string SignInOutsideCallback = "/sign-in/outside/callback";
    public const string SignInOutsideDone = "/sign-in/outside/done";

    /// <summary>Parameter of the sign-in page: the code of what was refused elsewhere.</summary>
    public const string RefusedCode = "refused";
    public const string SignOut = "/sign-out";
    public const string ForgotPassword = "/forgot-password";
    public const string AccessDenied = "/access-denied";
    public const string LockedOut = "/locked-out";
    public const string Password = "/account/password";
    public const string SecondFactor = "/account/second-factor";
    public const string ChoosePassword = "/account/choose";
    public const string Passkeys = "/account/passkeys";
    public const string PasskeyMake = "/account/passkeys/options";
    public const string PasskeyAsk = "/sign-in/passkey/options";
    public const string Admin = "/admin";
    public const string AdminPolicy = "/admin/policy";
    public const string AdminReasons = "/admin/reasons";
    public const string AdminRoutes = "/admin/routes";
    public const string AdminPosting = "/admin/posting";
    public const string AdminPeople = "/admin/people";
    public const string AdminApi = "/admin/api";
    public const string AdminWebhooks = "/admin/api/webhooks";

    /// <summary>The API's document, for people; the API itself is no page.</summary>
    public const string ApiDocs = "/docs/api";
    public const string NotFound = "/not-found";
    public const string Broken = "/broken";
    public const string DemoEnter = "/demo/enter";
    public const string StayAlive = "/session/alive";
    public const string ReturnUrl = "returnUrl";

    /// <summary>The grid in a state; the plain address for the plain state.</summary>
    public static string DenialsIn(GridAsk ask) => Denials + GridAddress.Write(ask);

    /// <summary>The approval queue in a state; the plain address for the plain state.</summary>
    public static string ApprovalsIn(QueueAsk ask) => Denials + QueueAddress.Write(ask);

    /// <summary>The start page in a state; the plain address for the plain state.</summary>
    public static string HomeIn(ReportAddress.CausesAsk ask) => Home + ReportAddress.Write(ask);

    /// <summary>The reports in a state; the plain address for the plain state.</summary>
    public static string ReportsIn(PivotAsk ask) => Reports + ReportAddress.Write(ask);

    /// <summary>A report as a file: <c>csv</c> or <c>xlsx</c>.</summary>
    public static string ReportExport(string form, PivotAsk ask) => $"{Reports}/export.{form}{ReportAddress.Write(ask)}";

    /// <summary>The grid under a filter.</summary>
    public static string DenialsUnder(Filter filter) => DenialsIn(new GridAsk(Text: filter?.ToString() ?? ""));

    /// <summary>The rows of a grid as a file: <c>csv</c> or <c>xlsx</c>.</summary>
    public static string Export(string form, GridAsk ask) => $"{Denials}/export.{form}{GridAddress.Write(ask with { Page = null })}";

    /// <summary>A denial's page, which leads back to the grid as it was.</summary>
    public static string Denial(long id, GridAsk? from = null)
    {
        var page = string.Create(CultureInfo.InvariantCulture, $"{Denials}/{id}");
        var list = from is null ? "" : GridAddress.Write(from);
        return list.Length == 0 ? page : QueryHelpers.AddQueryString(page, GridAddress.List, list);
    }

    /// <summary>On the mass write-off's page: the key of what was selected.</summary>
    public const string Draft = "draft";

    /// <summary>A mass write-off of what was selected, before it runs.</summary>
    public static string MassOf(string draft) => QueryHelpers.AddQueryString(MassWriteOff, Draft, draft);

    /// <summary>The grid with a selection taken up again.</summary>
    public static string DenialsWith(GridAsk ask, string draft) => QueryHelpers.AddQueryString(DenialsIn(ask), Draft, draft);

    /// <summary>Runs, newest first.</summary>
    /// <param name="below">Only numbers below this one.</param>
    public static string RunsIn(int? below) => below is { } number ? string.Create(CultureInfo.InvariantCulture, $"{Runs}?below={number}") : Runs;

    /// <summary>A run's page.</summary>
    public static string Run(int number) => string.Create(CultureInfo.InvariantCulture, $"{Runs}/{number}");

    /// <summary>What became of a run's rows, as a file.</summary>
    public static string RunExport(int number) => $"{Run(number)}/export.csv";

    /// <summary>The grid of a run's rows, or of those with one outcome or cause.</summary>
    /// <param name="word">As the filter names it: <c>skipped</c>, <c>appeal-pending</c>.</param>
    public static string RunRows(int number, string word) => DenialsIn(new GridAsk(Text: string.Create(CultureInfo.InvariantCulture, $"run = {number}-{word}")));

    /// <summary>The inbox in a state; the plain address for the plain state.</summary>
    public static string RemittancesIn(InboxAsk ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        var query = new Dictionary<string, string?>(StringComparer.Ordinal);
        if (ask.IsAll) query["show"] = "all";
        if (ask.Before is { } before) query["before"] = before.ToString(CultureInfo.InvariantCulture);
        return QueryHelpers.AddQueryString(Remittances, query);
    }

    /// <summary>The file of a sending of a posting batch.</summary>
    /// <summary>Rows of payer money, of one payer or of all.</summary>
    public static string PayerMoneyOf(PayerMoneyShow show, string? payer) => $"{PayerMoney}?show={show.ToString().ToLowerInvariant()}{(payer is null ? "" : $"&payer={Uri.EscapeDataString(payer)}")}";

    public static string PostingFile(int number, int sending) => string.Create(CultureInfo.InvariantCulture, $"{PostingBatches}/{number}/{sending}");

    /// <summary>A made-up file to try the import with.</summary>
    public static string Sample(string name) => $"/samples/{name}";

    /// <summary>A remittance's page.</summary>
    public static string Remittance(long id) => string.Create(CultureInfo.InvariantCulture, $"{Remittances}/{id}");

    /// <summary>A remittance's page with one of its claim payments open.</summary>
    /// <param name="all">Beside all claim payments, or those that wait; null: as the page decides.</param>
    public static string RemittancePayment(long id, long paymentId, bool? all = null, int after = 0)
    {
        var query = new Dictionary<string, string?>(StringComparer.Ordinal) { ["payment"] = paymentId.ToString(CultureInfo.InvariantCulture) };
        if (all is { } which) query["show"] = which ? "all" : "todo";
        if (after > 0) query["after"] = after.ToString(CultureInfo.InvariantCulture);
        return QueryHelpers.AddQueryString(Remittance(id), query);
    }

    /// <summary>The audit trail in a state; the plain address for every row.</summary>
    public static string AuditIn(TrailAsk ask) => Audit + TrailAddress.Write(ask);

    /// <summary>Who saw what, in a state.</summary>
    public static string AccessIn(AccessAsk ask) => Audit + TrailAddress.Write(ask);

    /// <summary>One audit row.</summary>
    public static string AuditRow(long sequence) => string.Create(CultureInfo.InvariantCulture, $"{Audit}/{sequence}");

    /// <summary>The rows of the trail as a file.</summary>
    public static string AuditExport(TrailAsk ask) => $"{Audit}/export.csv{TrailAddress.Write(ask with { Before = null })}";

    /// <summary>Everything about one denial as one file.</summary>
    public static string Package(long denialId) => string.Create(CultureInfo.InvariantCulture, $"{Denials}/{denialId}/package");

    /// <summary>Tokens with their version, so that browsers may keep them for good.</summary>
    public static string Tokens(string version) => $"/look/tokens.css?v={version}";

    /// <summary>The sign-in page that comes back to an address of ours, and says why the session ended.</summary>
    public static string SignInFor(string? back, SessionEnd? end = null)
    {
        var page = end is { } why ? QueryHelpers.AddQueryString(SignIn, Why, why.Word()) : SignIn;
        return back is null or "" or Home ? page : QueryHelpers.AddQueryString(page, ReturnUrl, back);
    }

    /// <summary>Away to the organisation's sign-in server, and then to an address of ours.</summary>
    public static string SignInOutsideFor(string? back) => back is null or "" or Home ? SignInOutside : QueryHelpers.AddQueryString(SignInOutside, ReturnUrl, back);

    /// <summary>Where the sign-in server's answer is judged, before an address of ours.</summary>
    public static string SignInOutsideDoneFor(string? back) => back is null or "" or Home ? SignInOutsideDone : QueryHelpers.AddQueryString(SignInOutsideDone, ReturnUrl, back);

    /// <summary>The sign-in page that says what was refused elsewhere.</summary>
    public static string SignInRefused(string code) => QueryHelpers.AddQueryString(SignIn, RefusedCode, code);

    /// <summary>The link of an invitation or a reset.</summary>
    public static Uri ChoosePasswordAt(Uri site, Guid person, string token) =>
        new(site, QueryHelpers.AddQueryString(ChoosePassword, new Dictionary<string, string?>(StringComparer.Ordinal) { ["person"] = person.ToString(), ["token"] = token }));

    /// <summary>The second step of signing in, which then goes on to an address of ours.</summary>
    public static string SignInCodeFor(string? back) => back is null or "" or Home ? SignInCode : QueryHelpers.AddQueryString(SignInCode, ReturnUrl, back);

    /// <summary>The address when it is one of ours, else the start page: what comes in a query string must not lead elsewhere.</summary>
    public static string LocalOrHome(string? url) => IsLocal(url) ? url! : Home;

    private static bool IsLocal(string? url) =>
        url is ['/', ..] && url is not ['/', '/' or '\\', ..] && !url.Any(char.IsControl) && !url.StartsWith(SignIn, StringComparison.OrdinalIgnoreCase);
}
