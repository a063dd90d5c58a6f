using System.Diagnostics;
using System.Globalization;

namespace WriteOff.Bench;

/// <summary>Looks at the process's memory, the database's included, while something runs.</summary>
internal sealed class MemoryWatch : IDisposable
{
    private readonly Process _process = Process.GetCurrentProcess();
    private readonly Timer _timer;
    private readonly long _start;
    private readonly long _mappedAtStart = Mapped();
    private long _peak;
    private long _mapped;

    public MemoryWatch()
    {
        _start = Now();
        _timer = new Timer(_ => Look(), null, 0, 20);
    }

    public double PeakMegabytes => Math.Max(0, _peak - _start) / 1e6;

    /// <summary>Of the peak: pages of mapped files, the log's index among them; the system takes them back when it needs them.</summary>
    public double MappedMegabytes => Math.Max(0, _mapped - _mappedAtStart) / 1e6;

    public void Dispose()
    {
        _timer.Dispose();
        _process.Dispose();
    }

    private void Look()
    {
        var now = Now();
        if (now <= _peak) return;
        (_peak, _mapped) = (now, Mapped());
    }

    private static long Mapped() => !OperatingSystem.IsLinux() ? 0 : File.ReadLines("/proc/self/status").Where(l => l.StartsWith("RssFile", StringComparison.Ordinal) || l.StartsWith("RssShmem", StringComparison.Ordinal))
        .Sum(l => long.Parse(l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024);

    private long Now()
    {
        lock (_process)
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }
}
