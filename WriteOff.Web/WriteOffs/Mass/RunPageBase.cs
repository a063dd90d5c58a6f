using System.Data.Common;
using Microsoft.AspNetCore.Components;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;
using WriteOff.Web.Components.Layout;
using WriteOff.Web.Identity;

namespace WriteOff.Web.WriteOffs.Mass;

/// <summary>The pages of runs: they follow a run as it commits.</summary>
/// <remarks>Nothing is polled: each chunk of a run tells the feed. While nothing runs on the page, only changes that may start or steer a run are followed.</remarks>
public abstract class RunPageBase : ReadingPage
{
    /// <summary>A run commits faster than people read.</summary>
    internal static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(500);

    [CascadingParameter] protected UserContext? UserContext { get; set; }

    /// <summary>Something on the page still runs.</summary>
    protected abstract bool IsLive { get; }

    protected override string Unread => "The runs can't be read just now.";

    /// <summary>What steers a run touches no denial; what a run does touches some.</summary>
    protected override ChangeSubscription Follow(Action then) => new(Feed, Time, Actor.TenantId, then, Gather, change => IsLive || change.DenialIds.Count == 0);

    /// <summary>Runs an act; a database that doesn't answer becomes a refusal.</summary>
    protected async Task<Refusal?> Try(Func<Task<Refusal?>> act)
    {
        ArgumentNullException.ThrowIfNull(act);
        try
        {
            return await act();
        }
        catch (DbException broken)
        {
            Complain(broken);
            // During the commit nobody knows; that nothing was saved can't be said here.
            return DatabaseUnavailable.Refusal with { Step = "Try again in a moment." };
        }
    }
}
