using System.Diagnostics;
using WriteOff.Domain.Persistence;

namespace WriteOff.Tests.Support;

/// <summary>The product as a process of its own, to be killed.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.Contains("http://", StringComparison.Ordinal) == true) _listening.TrySetResult();
        };
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Completes when it says where it listens.</summary>
    public Task Listening => _listening.Task;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public static ServerProcess On(DatabaseOptions database) => With("--urls=http://127.0.0.1:0", "--environment=Development", "--Demo:Enabled=false", $"--Database:ConnectionString={database.ConnectionString}");

    /// <summary>The command that posts a remittance file.</summary>
    public static ServerProcess Import(DatabaseOptions database, string file, int tenant) =>
        With("import", file, "--tenant", tenant.ToString(System.Globalization.CultureInfo.InvariantCulture), "--environment=Development", $"--Database:ConnectionString={database.ConnectionString}");

    private static ServerProcess With(params string[] words)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = AppContext.BaseDirectory };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "WriteOff.Web.dll"));
        foreach (var word in words) start.ArgumentList.Add(word);
        return new ServerProcess(start);
    }

    /// <summary>SIGKILL: nothing of it runs on.</summary>
    public async Task Kill()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
