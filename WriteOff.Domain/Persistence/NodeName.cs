using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace WriteOff.Domain.Persistence;

/// <summary>What a running process is called among the nodes: machine, process number and when it started.</summary>
public static class NodeName
{
    /// <summary>This process.</summary>
    public static string OfThisProcess { get; } = Of(Environment.MachineName, Process.GetCurrentProcess());

    /// <summary>True only for a process of this machine that is known to have ended: its work can be taken over at once, without waiting for its silence.</summary>
    public static bool HasEnded(string node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var parts = node.Split('/');
        if (parts.Length != 3 || !string.Equals(parts[0], Environment.MachineName, StringComparison.Ordinal)) return false;
        if (!int.TryParse(parts[1], CultureInfo.InvariantCulture, out var id)) return false;
        try
        {
            using var process = Process.GetProcessById(id);
            return !string.Equals(Of(parts[0], process), node, StringComparison.Ordinal);
        }
        catch (ArgumentException)
        {
            return true;
        }
        catch (Exception unreadable) when (unreadable is Win32Exception or InvalidOperationException)
        {
            // It runs for somebody else, or ended while we looked: its silence will tell.
            return false;
        }
    }

    private static string Of(string machine, Process process) =>
        string.Create(CultureInfo.InvariantCulture, $"{machine}/{process.Id}/{process.StartTime.ToUniversalTime().Ticks / TimeSpan.TicksPerSecond}");
}
