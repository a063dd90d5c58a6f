using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Html;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Web.Components.Controls;

namespace WriteOff.Web.Denials;

/// <summary>The cells of a row that nobody clicks, as one piece of markup: fifty rows of them are half the memory of an open grid and most bytes of a page otherwise.</summary>
/// <remarks>Every hole is encoded by <see cref="HtmlFormattableString"/>; only what is markup itself goes in as it is.</remarks>
internal static class RowMarkup
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>From the claim to the assignee.</summary>
    public static MarkupString Cells(GridRow row, DateOnly today, string href)
    {
        var mark = StatusMark.Of(row.Status);
        MarkupString[] cells =
        [
            Of($"""<td class="c-claim"><a class="id" href="{href}">{row.ClaimNumber}</a></td>"""),
            Of($"""<td class="c-pat k-patient">{row.PatientName}</td><td class="c-payer k-payer">{row.PayerName}</td>"""),
            Of($"""<td class="c-carc k-code"><span class="cc"><span class="code">{row.Carc}</span><span class="trunc">{AdjustmentCodes.Find(row.Carc).Words}</span></span></td>"""),
            Of($"""<td class="num c-den k-denied soft">{Money(row.DeniedCents)}</td><td class="num c-bal strong">{Money(row.BalanceCents)}</td>"""),
            Of($"""<td class="num c-age" title="Denied {TimeFormat.Day(row.DeniedOn)}">{today.DayNumber - row.DeniedOn.DayNumber} d</td>"""),
            Of($"""<td class="c-stat k-status"><span class="chip {mark.Css}">{IconPaths.Svg(mark.Icon)}{mark.Word}</span></td>"""),
            Of($"""<td class="c-who k-assignee">{Assignee(row.AssigneeName)}</td>"""),
        ];
        return new MarkupString(string.Concat(cells));
    }

    /// <summary>What is worth a look: a reversal, an appeal window that closes soon, notes.</summary>
    public static MarkupString Flags(GridRow row, DateOnly today)
    {
        var (urgent, notes) = (default(MarkupString), default(MarkupString));
        if (row.IsFlagged) urgent = Of($"""<span class="chip alert">{IconPaths.Svg(IconName.Flag)}Reversal</span>""");
        else if (DaysLeft(row, today) is { } days) urgent = Of($"""<span class="chip plain" title="Days left to appeal">{IconPaths.Svg(IconName.Clock)}{days} d<span class="vh"> left to appeal</span></span>""");
        if (row.NoteCount > 0) notes = Of($"""<span class="chip plain" title="Notes">{IconPaths.Svg(IconName.Note)}{row.NoteCount}<span class="vh"> notes</span></span>""");
        return Of($"""<span class="rest">{urgent} {notes}</span>""");
    }

    /// <summary>The link that opens the denial, beside the row's acts.</summary>
    public static MarkupString Open(GridRow row, string href) =>
        Of($"""<a class="iconbtn sm" aria-label="Open {row.ClaimNumber}" title="Open (Enter)" href="{href}">{IconPaths.Svg(IconName.OpenOut)}</a>""");

    private static MarkupString Assignee(string? name) => name is null ? new MarkupString("""<span class="muted">Nobody</span>""")
        : Of($"""<span class="row tight"><span class="av sm" aria-hidden="true">{Avatar.Initials(name)}</span><span class="trunc">{name}</span></span>""");

    /// <summary>Days left to appeal where they run out soon and still matter.</summary>
    private static int? DaysLeft(GridRow row, DateOnly today) =>
        row.Status is DenialStatus.Open or DenialStatus.InProgress && AppealRules.ClosesSoon(row.AppealBy, today) ? AppealRules.DaysLeft(row.AppealBy, today) : null;

    private static string Money(long cents) => MoneyText.Write(new Domain.Shared.Money(cents));

    private static MarkupString Of(FormattableString text)
    {
        using var written = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        object?[] holes = [.. text.GetArguments().Select(hole => hole is MarkupString markup ? new HtmlString(markup.Value) : hole)];
        new HtmlFormattableString(System.Globalization.CultureInfo.InvariantCulture, text.Format, holes).WriteTo(written, Encoder);
        return new MarkupString(written.ToString());
    }
}
