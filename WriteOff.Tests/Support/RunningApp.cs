using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using WriteOff.Web.Composition;
using WriteOff.Web.Identity;

namespace WriteOff.Tests.Support;

/// <summary>The whole product, in this process, on a free port and a database file of its own that goes away with it.</summary>
public sealed class RunningApp : IAsyncDisposable
{
    public const string Password = "a long enough passphrase";

    /// <summary>In memory where the system has room there: thousands of commits wait for no disk.</summary>
    private static readonly string Folders = OperatingSystem.IsLinux() && new DriveInfo("/dev/shm") is { IsReady: true, AvailableFreeSpace: > 1L << 30 } memory ? memory.Name : Path.GetTempPath();
    private static readonly Lazy<Task<string>> Migrated = new(Migrate);

    private readonly string _folder;

    private RunningApp(WebApplication app, string folder)
    {
        (App, _folder) = (app, folder);
        Url = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public WebApplication App { get; }
    public Uri Url { get; }

    /// <summary>Starts it. Further settings are command line words: <c>"--Demo:Enabled=false"</c>.</summary>
    public static Task<RunningApp> Start(params string[] settings) => Start(null, settings);

    /// <summary>Starts it with a last word on the services.</summary>
    public static async Task<RunningApp> Start(Action<IServiceCollection>? also, params string[] settings)
    {
        var folder = NewFolder();
        File.Copy(Path.Combine(await Migrated.Value, "writeoff.db"), Path.Combine(folder, "writeoff.db"));
        var app = Build(folder, also, settings);
        await app.Prepare();
        await app.StartAsync();
        return new RunningApp(app, folder);
    }

    private static WebApplication Build(string folder, Action<IServiceCollection>? also, string[] settings) => WriteOffHost.Build(
        ["--urls=http://127.0.0.1:0", "--environment=Development", $"--Database:ConnectionString=Data Source={Path.Combine(folder, "writeoff.db")};Pooling=False",
            "--Logging:LogLevel:Default=Error", "--Demo:Data=false", .. settings], also);

    private static string NewFolder() => Directory.CreateDirectory(Path.Combine(Folders, $"writeoff-{Guid.NewGuid():N}")).FullName;

    /// <summary>An empty migrated database, made once: every app begins with a copy.</summary>
    private static async Task<string> Migrate()
    {
        var folder = NewFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        await using var app = Build(folder, null, ["--Demo:Enabled=false"]);
        await app.Prepare();
        return folder;
    }

    /// <summary>A browser without script: keeps cookies, doesn't follow redirects.</summary>
    public HttpClient Browser() => new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = Url };

    /// <summary>Makes someone who can sign in with <see cref="Password"/>.</summary>
    public async Task<AppUser> Person(string email, int tenant = 1)
    {
        await using var scope = App.Services.CreateAsyncScope();
        var user = new AppUser { Id = Guid.NewGuid(), TenantId = tenant, DisplayName = "Test Person", UserName = email, Email = email };
        var made = await scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>().CreateAsync(user, Password);
        return made.Succeeded ? user : throw new InvalidOperationException(made.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync(TestContext.Current.CancellationToken);
        await App.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>Acts of a browser without script.</summary>
public static partial class BrowserActs
{
    /// <summary>Loads a page and sends its form, with the page's own token.</summary>
    public static async Task<HttpResponseMessage> Send(this HttpClient browser, string page, string action, params (string Name, string Value)[] fields)
    {
        var html = await browser.GetStringAsync(page);
        var token = Token().Match(html).Groups["token"].Value;
        return await browser.Post(action, [.. fields, ("__RequestVerificationToken", token)]);
    }

    /// <summary>Sends fields as they are.</summary>
    public static async Task<HttpResponseMessage> Post(this HttpClient browser, string action, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return await browser.PostAsync(action, content);
    }

    /// <summary>Fills the sign-in page in.</summary>
    public static Task<HttpResponseMessage> SignIn(this HttpClient browser, string email, string password, string page = "/sign-in") =>
        browser.Send(page, page, ("_handler", "sign-in"), ("Form.Email", email), ("Form.Password", password));

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
