using System.Diagnostics;
using System.Text.RegularExpressions;
using WriteOff.Tests.Support;
using WriteOff.Web.Composition;

namespace WriteOff.Tests.Web.Operations;

/// <summary>The program as it is installed: published, and started from a folder that isn't its own.</summary>
public sealed partial class PublishedTests : IDisposable
{
    private readonly List<Process> _started = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("writeoff-published-").FullName;

    [Fact]
    public async Task Published_StartedFromTheRoot_FindsItsFilesAndSettings()
    {
        var program = Path.Combine(_folder, "program");
        (await Run("dotnet", Sources.Root, "publish", "WriteOff.Web", "--no-build", "--no-restore", "-c", Configuration, "-o", program)).Should().Be(0);
        var server = Start(program, "/", "--urls=http://127.0.0.1:0", "--environment=Production", "--Demo:Enabled=false", "--Database:MigrateOnStart=true");

        var (url, said) = await Listening(server);

        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = url };
        ((int)(await browser.GetAsync("/health/live", TestContext.Current.CancellationToken)).StatusCode).Should().Be(200);
        var page = await browser.GetStringAsync("/sign-in", TestContext.Current.CancellationToken);
        var style = Style().Match(page).Groups["href"].Value;
        ((int)(await browser.GetAsync("/" + style, TestContext.Current.CancellationToken)).StatusCode).Should().Be(200, "its own wwwroot is found");
        said.Should().NotContain("WebRootPath");
        File.Exists(Path.Combine(program, "App_Data", "writeoff.db")).Should().BeTrue("its data lies in its own folder");
        File.Exists("/App_Data/writeoff.db").Should().BeFalse();
    }

    [Fact]
    public async Task Settings_OfTheWorkingDirectory_WinOverTheProgramsOwn()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "appsettings.json"), """{ "Site": { "Url": "https://from-the-working-directory.example" } }""", TestContext.Current.CancellationToken);
        var server = Start(AppContext.BaseDirectory, _folder, "--urls=http://127.0.0.1:0", "--environment=Production", "--Demo:Enabled=false", "--Database:MigrateOnStart=true", $"--Database:ConnectionString=Data Source={Path.Combine(_folder, "x.db")}");
        var (url, _) = await Listening(server);
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = url };

        var answer = await browser.GetAsync("/sign-in", TestContext.Current.CancellationToken);

        answer.Headers.Contains("Strict-Transport-Security").Should().BeTrue("the https address of that file counts");
    }

    [Fact]
    public void ContentRoot_ProjectsFolderOrTheProgramsOwn()
    {
        WriteOffHost.ContentRoot("/").Should().Be(AppContext.BaseDirectory);
        var project = Path.Combine(Sources.Root, "WriteOff.Web");
        WriteOffHost.ContentRoot(project).Should().Be(project, "dotnet run");
    }

    private static string Configuration => AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";

    private static async Task<int> Run(string program, string folder, params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(program, words) { WorkingDirectory = folder, RedirectStandardOutput = true, UseShellExecute = false })!;
        await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    private Process Start(string program, string folder, params string[] words)
    {
        var started = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(program, "WriteOff.Web.dll"), .. words]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        _started.Add(started);
        return started;
    }

    private static async Task<(Uri Url, string Said)> Listening(Process server)
    {
        var said = "";
        while (await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            said += line + "\n";
            if (Address().Match(line) is { Success: true } found) return (new Uri(found.Value), said);
        }

        throw new InvalidOperationException($"It ended before it listened: {said}{await server.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)}");
    }

    public void Dispose()
    {
        foreach (var server in _started)
        {
            server.Kill(entireProcessTree: true);
            server.WaitForExit();
            server.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:[1-9][0-9]*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Address();

    [GeneratedRegex("rel=\"stylesheet\" href=\"(?<href>css/base[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Style();
}
