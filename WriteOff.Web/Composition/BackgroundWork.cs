namespace WriteOff.Web.Composition;

/// <summary>Starts work that nobody waits for, outside of components. What goes wrong is logged, never lost.</summary>
internal static class BackgroundWork
{
    /// <param name="what">What couldn't be done, as the log says it.</param>
    public static void Start(Func<Task> work, ILogger log, string what) => _ = Run(work, log, what);

    private static async Task Run(Func<Task> work, ILogger log, string what)
    {
        try
        {
            await Task.Run(work);
        }
        catch (OperationCanceledException)
        {
            // Whoever wanted it is gone.
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            log.LogError(broken, "Work in the background failed: {What}", what);
        }
    }
}
