using Microsoft.AspNetCore.WebUtilities;
using WriteOff.Domain.Denials;
using WriteOff.Domain.WriteOffs.Approvals;

namespace WriteOff.Web.Navigation;

/// <summary>The approval queue's state in its address and back: <c>?status=PENDING_WRITEOFF&amp;asked=me&amp;page=f.1.2</c>. What can't be read is left out.</summary>
public static class QueueAddress
{
    private const string Status = "status", Asked = "asked", Page = "page", Me = "me", Show = "show";

    private static readonly (QueueView View, string Word)[] Views =
        [(QueueView.ToDecide, "to-decide"), (QueueView.OverMyLimit, "over-limit"), (QueueView.Stale, "stale"), (QueueView.DecidedThisWeek, "decided")];

    /// <summary>The query string with its question mark.</summary>
    public static string Write(QueueAsk ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        var query = new Dictionary<string, string?>(StringComparer.Ordinal) { [Status] = DenialStatus.PendingWriteOff.Word() };
        if (ask.View == QueueView.AskedByMe) query[Asked] = Me;
        else if (ask.View != QueueView.Waiting) query[Show] = Views.Single(v => v.View == ask.View).Word;
        if (ask.Page is { } page) query[Page] = page.ToString();
        return QueryHelpers.AddQueryString("", query);
    }

    /// <summary>Reads a query string, with or without its question mark.</summary>
    public static QueueAsk Read(string? query)
    {
        var values = QueryHelpers.ParseQuery(query ?? "");
        string? Of(string name) => values.TryGetValue(name, out var value) ? value.ToString() : null;
        var view = string.Equals(Of(Asked), Me, StringComparison.OrdinalIgnoreCase) ? QueueView.AskedByMe
            : Array.Find(Views, v => string.Equals(v.Word, Of(Show), StringComparison.OrdinalIgnoreCase)) is { Word: not null } found ? found.View : QueueView.Waiting;
        return new QueueAsk(view, GridCursor.Read(Of(Page)));
    }
}
