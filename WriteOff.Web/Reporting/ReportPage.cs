using WriteOff.Domain.Shared;
using WriteOff.Web.Components.Layout;

namespace WriteOff.Web.Reporting;

/// <summary>The pages of figures: several readings one after the other, shown as they come.</summary>
public abstract class ReportPage : ReadingPage
{
    protected override string Unread => "The figures can’t be read just now.";

    /// <summary>Reads what the page shows.</summary>
    /// <param name="isNewest">False as soon as a newer address is being read: what was read then isn't shown.</param>
    protected abstract Task Read(Func<bool> isNewest);

    protected override async Task<Refusal?> Read()
    {
        var turn = Turn;
        await Read(() => turn == Turn && !Gone.IsCancellationRequested);
        return null;
    }

    /// <summary>The answer, or nothing where it is refused: a part that the person may not see isn't shown.</summary>
    protected static T? Shown<T>(Outcome<T> outcome) where T : class => outcome.IsDone ? outcome.Value : null;
}
