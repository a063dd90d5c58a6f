using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials.Filters;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Denials;

/// <summary>A tab of the grid.</summary>
/// <param name="Id">Null for the built-in ones.</param>
/// <param name="IsMine">The asker made it and may remove it.</param>
public sealed record GridView(long? Id, string Name, string Text, bool IsShared = false, bool IsMine = false);

/// <summary>Views that people keep. Each change is on the audit trail.</summary>
public sealed class SavedViews(WorkbenchWriter writer, WorkbenchDbs dbs)
{
    /// <summary>Most views of one person.</summary>
    public const int MostOwn = 20;

    /// <summary>The tabs that everyone has, in order.</summary>
    public static IReadOnlyList<GridView> BuiltIn { get; } =
    [
        new(null, "All", ""),
        new(null, "Small and old", "balance < 10 AND age > 90 AND status in (OPEN, IN_PROGRESS)"),
        new(null, "Mine", "assignee = me AND status in (OPEN, IN_PROGRESS)"),
        new(null, $"Appeal window ≤ {AppealRules.SoonDays} days", AppealRules.ClosingSoonFilter),
        new(null, "Reversal found", "flagged"),
        new(null, "Nobody’s, over $1,000", "assignee = nobody AND balance > 1000 AND status in (OPEN, IN_PROGRESS)"),
    ];

    /// <summary>Built-in views, then the own and the shared ones by name.</summary>
    public async Task<IReadOnlyList<GridView>> For(Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        if (!(await Grants.Read(db, actor, cancellationToken)).Has(Scope.DenialRead)) return BuiltIn;
        var kept = await db.Set<SavedView>().AsNoTracking().Where(v => v.OwnerId == actor.UserId || v.IsShared)
            .OrderBy(v => v.Name).ThenBy(v => v.Id).Select(v => new GridView(v.Id, v.Name, v.Text, v.IsShared, v.OwnerId == actor.UserId)).ToListAsync(cancellationToken);
        return [.. BuiltIn, .. kept];
    }

    /// <summary>Keeps the text under a name; the own view of that name is replaced.</summary>
    public Task<Outcome<long>> Keep(Actor actor, string? name, string? text, bool isShared, CancellationToken cancellationToken = default) =>
        writer.Write<long>(actor, async (entry, cancel) =>
        {
            if (entry.Grants.Require(Scope.DenialRead) is { } missing) return missing;
            if (Refuse(name, text) is { } refusal) return refusal;
            var (label, filter) = (name!.Trim(), FilterLanguage.Read(text).Filter!.ToString());
            var own = await entry.Db.Set<SavedView>().Where(v => v.OwnerId == actor.UserId).ToListAsync(cancel);
            var view = own.Find(v => string.Equals(v.Name, label, StringComparison.Ordinal));
            if (view is null && own.Count >= MostOwn)
                return new Refusal("TooManyViews", $"You keep {MostOwn} views already.", "Remove one first.", "name");
            if (view is null) entry.Add(view = new SavedView(actor.TenantId, entry.NextKey(), actor.UserId, label, filter, isShared));
            else view.Become(filter, isShared);
            entry.Record(AuditAct.ViewKept, new AuditRow { Detail = $"{label}{(isShared ? ", shared" : "")}: {filter}" });
            return view.Id;
        }, cancellationToken);

    /// <summary>Removes an own view.</summary>
    public Task<Outcome<bool>> Remove(Actor actor, long id, CancellationToken cancellationToken = default) =>
        writer.Write<bool>(actor, async (entry, cancel) =>
        {
            if (await entry.Db.Set<SavedView>().SingleOrDefaultAsync(v => v.Id == id && v.OwnerId == actor.UserId, cancel) is not { } view)
                return new Refusal("NotFound", "This view isn’t yours, or is gone.", "Load the page again.");
            entry.Db.Remove(view);
            entry.Record(AuditAct.ViewRemoved, new AuditRow { Detail = $"{view.Name}: {view.Text}" });
            return true;
        }, cancellationToken);

    private static Refusal? Refuse(string? name, string? text)
    {
        if (FilterLanguage.Read(text).Error is { } error) return DenialGrid.Unreadable(error);
        var label = (name ?? "").Trim();
        if (Notes.Visible(label) == 0) return new Refusal("NameMissing", "The view has no name.", "Give it one.", "name");
        if (label.Length > SavedView.MaxName || label.Any(char.IsControl))
            return new Refusal("NameTooLong", "The name is too long or can’t be shown.", $"Use at most {SavedView.MaxName} characters on one line.", "name");
        return BuiltIn.Any(v => string.Equals(v.Name, label, StringComparison.OrdinalIgnoreCase))
            ? new Refusal("NameTaken", "That is the name of a tab that everyone has.", "Choose another.", "name") : null;
    }
}
