namespace WriteOff.Tests.Web.Denials;

/// <summary>60 addresses of the grid that are wrong, and words that must stand on the page.</summary>
public static class BadUrls
{
    private const string Left = "is left out: ", Unread = "The filter can’t be read";

    public static IEnumerable<TheoryDataRow<string, string>> All() => Urls().Select(u => new TheoryDataRow<string, string>(u.Query, u.Says));

    private static IEnumerable<(string Query, string Says)> Urls()
    {
        foreach (var page in (string[])["1", "0", "-1", "2.5", "f", "f.", "f.1", "f.1.", "f.x.1", "f.1.x", "x.1.1", "f.1.-1", "f.1.1.x", "f.1.1.1.1", "f.99999999999999999999.1", "f.1.99999999999999999999", "%00", "' OR 1=1", "<script>", "😀", "NaN"])
            yield return ($"?page={System.Uri.EscapeDataString(page)}", Left + "page");
        foreach (var sort in (string[])["up", "-", "--age", "Age", "balance,age", "id; DROP TABLE denial", "%2525", "claim", "-denied", "\n"])
            yield return ($"?sort={System.Uri.EscapeDataString(sort)}", Left + "sort");
        foreach (var status in (string[])["CLOSED", "1", "OPEN,RESOLVED", "open;", "null", "*", "PENDING", "\u202E"])
            yield return ($"?status={System.Uri.EscapeDataString(status)}", Left + "status");
        foreach (var text in (string[])["balance", "balance <", "10 < balance", "(", ")", "AND", "select * from denial", "' OR '1'='1", "\"", "balance < 1,000", "carc in (", "\u0007", "%", "payer = \"Aetna", "status = CLOSED", "not", "flagged = maybe"])
            yield return ($"?q={System.Uri.EscapeDataString(text)}", Unread);
        yield return ($"?q={new string('a', 2_500)}", "at most 2,000 characters");
        yield return ("?q=%40nothing", "forgotten by now");
        yield return ("?status=X&sort=Y&page=Z", Left + "status, sort, page");
        yield return ("?page=f.99999999.1&status=%00", Left + "status");
        yield return ("?q=flagged&page=zzz", Left + "page");
        yield return ("?page=f.-999999999999.1", "Denials");
        yield return ("?unknown=1&q=", "Denials");
        yield return ("?q=flagged&q=flagged", Unread);
    }
}
