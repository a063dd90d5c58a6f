using Microsoft.Playwright;
using WriteOff.Tests.Browser;
using WriteOff.Tests.Support;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace WriteOff.Tests.Browser;

/// <summary>One browser for all browser tests, and the product it looks at; started by the first that opens a page. Skips where there is no Chromium.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Places = [Environment.GetEnvironmentVariable("WRITEOFF_CHROMIUM") ?? "", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    private readonly Lazy<Task> _started;
    private RunningApp? _app;

    public Chromium() => _started = new Lazy<Task>(Start);

    /// <summary>Whether there is a browser on this machine.</summary>
    public static bool Exists => Executable is not null;

    private static string? Executable => Array.Find(Places, File.Exists);

    private async Task Start()
    {
        _app = await RunningApp.Start();
        await SmallPractices.Fill(_app);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Executable,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>A fresh profile on a page of the product. Fails the test later through <see cref="Tab.Complaints"/>, not here.</summary>
    /// <param name="path">The address in the product.</param>
    /// <param name="width">Width of the window; below 720 a phone.</param>
    /// <param name="scheme">What the system prefers.</param>
    /// <param name="app">Another running product than the shared one.</param>
    public async Task<Tab> Open(string path, int width = 1440, ColorScheme scheme = ColorScheme.Light, RunningApp? app = null)
    {
        Assert.SkipUnless(Exists, "No Chromium here; set WRITEOFF_CHROMIUM to its path.");
        await _started.Value;
        var context = await _browser!.NewContextAsync(new() { BaseURL = (app ?? _app!).Url.ToString(), ViewportSize = new() { Width = width, Height = width < 720 ? 800 : 1000 }, ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        context.SetDefaultTimeout(10_000);
        var tab = new Tab(await context.NewPageAsync());
        await tab.Page.GotoAsync(path);
        return tab;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is null) return;
        await _browser.DisposeAsync();
        _playwright!.Dispose();
        await _app!.DisposeAsync();
    }
}

/// <summary>A page and everything that its console complained about, a broken content policy among it.</summary>
public sealed class Tab : IAsyncDisposable
{
    public Tab(IPage page)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") Complaints.Add(message.Text);
        };
        page.PageError += (_, error) => Complaints.Add(error);
    }

    public IPage Page { get; }
    public List<string> Complaints { get; } = [];

    /// <summary>Enters as a demo person and waits for the shell.</summary>
    public async Task Enter(string person)
    {
        await Page.GetByRole(AriaRole.Button, new() { NameRegex = new($"^{person}", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)) }).ClickAsync();
        await Page.GetByText("Signed in as").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }

    /// <summary>Keeps a picture where <c>WRITEOFF_SHOTS</c> names a folder; nothing otherwise.</summary>
    public async Task Picture(string name)
    {
        if (Environment.GetEnvironmentVariable("WRITEOFF_SHOTS") is { Length: > 0 } folder)
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png") });
    }

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();
}
