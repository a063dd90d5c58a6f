using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace WriteOff.Bench;

/// <summary>Budget 11: from the start of the process to the first page, on a migrated database, against the bare Blazor template; both built for release, in turn, each in a process of its own.</summary>
internal static class StartBench
{
    private const int Runs = 5;
    private const double Limit = 1.3;

    public static async Task<int> Run(string[] args)
    {
        var root = Root();
        var folder = Directory.CreateTempSubdirectory("writeoff-start-").FullName;
        try
        {
            // A published product is what people start; the template is published the same way.
            var extra = args.Length > 0 ? string.Join(' ', args) : "";
            await Tool(folder, "new blazor --interactivity Server --name Bare --output bare --no-restore");
            await Tool(folder, $"publish bare -c Release -o bare-out -v q --nologo {extra}");
            await Tool(root, $"publish WriteOff.Web -c Release -o {Path.Combine(folder, "ours-out")} -v q --nologo {extra}");
            var database = $"--Database:ConnectionString=Data Source={Path.Combine(folder, "ours.db")}";
            string[] ours = [Path.Combine(folder, "ours-out", "WriteOff.Web.dll"), database, "--Demo:Enabled=false"];
            string[] bare = [Path.Combine(folder, "bare-out", "Bare.dll")];
            await First(ours, "/sign-in"); // Migrates, and warms the disk for both.
            await First(bare, "/");
            List<TimeSpan> us = [], them = [];
            for (var run = 0; run < Runs; run++)
            {
                them.Add(await First(bare, "/"));
                us.Add(await First(ours, "/sign-in"));
            }

            Harness.PrintMachine();
            Harness.PrintTable(["", "ms", "ratio"],
            [
                ["bare Blazor template, to its first page", Milliseconds(them), "1.00x"],
                ["WriteOff, to its first page", Milliseconds(us), Harness.Number(Median(us) / Median(them), "0.00") + "x"],
            ]);
            return Harness.Verdict("cold start, budget 11", Median(us) / Median(them), Limit, "x", atMost: true);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Starts it and asks until the page comes.</summary>
    private static async Task<TimeSpan> First(string[] program, string path)
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetDirectoryName(program[0])! };
        foreach (var word in (string[])[.. program, $"--urls={url}", "--environment=Production", "--Logging:LogLevel:Default=Error"]) start.ArgumentList.Add(word);
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            while (watch.Elapsed < TimeSpan.FromMinutes(1))
            {
                try
                {
                    using var answer = await http.GetAsync(new Uri(url + path));
                    if (answer.StatusCode == HttpStatusCode.OK) return watch.Elapsed;
                    throw new InvalidOperationException($"{path} answered {answer.StatusCode}.");
                }
                catch (HttpRequestException)
                {
                    await Task.Delay(5);
                }
            }

            throw new InvalidOperationException($"{program[0]} didn't answer within a minute.");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    private static async Task Tool(string folder, string words)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", words) { WorkingDirectory = folder })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"dotnet {words} failed.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "WriteOff.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("Run it from the repository.");
    }

    private static TimeSpan Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);

    private static string Milliseconds(List<TimeSpan> times) => Median(times).TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
}
