using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using WriteOff.Web.Navigation;

namespace WriteOff.Bench;

/// <summary>The serving process and the browser session that is signed in there.</summary>
internal sealed partial class CircuitServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly CookieContainer _jar = new();

    private CircuitServer(Process process)
    {
        _process = process;
        Browser = new HttpClient(new HttpClientHandler { CookieContainer = _jar, AllowAutoRedirect = false });
    }

    public HttpClient Browser { get; }

    public Uri Product { get; private set; } = null!;

    public Uri Plain { get; private set; } = null!;

    public static async Task<CircuitServer> Start()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var word in (string[])["circuit", "serve"]) start.ArgumentList.Add(word);
        var server = new CircuitServer(Process.Start(start)!);
        var addresses = (await server.Hear()).Split(' ');
        (server.Product, server.Plain) = (new Uri(addresses[0]), new Uri(addresses[1]));
        await server.SignIn();
        return server;
    }

    /// <summary>Opens a page of the product or of the plain ones.</summary>
    public Task<CircuitClient> Open(Uri page) => CircuitClient.Open(Browser, _jar.GetCookieHeader(page), page);

    /// <summary>The server's managed bytes after full collections.</summary>
    public async Task<long> Memory()
    {
        await Task.Delay(500); // What just ended is let go of.
        await _process.StandardInput.WriteLineAsync("memory");
        await _process.StandardInput.FlushAsync();
        return long.Parse(await Hear(), CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Browser.Dispose();
    }

    private async Task SignIn()
    {
        var token = Token().Match(await Browser.GetStringAsync(new Uri(Product, Urls.SignIn))).Groups["token"].Value;
        using var form = new FormUrlEncodedContent([new("persona", PlainRows.Person.Id.ToString()), new("returnUrl", Urls.Denials), new("__RequestVerificationToken", token)]);
        using var answer = await Browser.PostAsync(new Uri(Product, Urls.DemoEnter), form);
        if (answer.StatusCode != HttpStatusCode.Redirect) throw new InvalidOperationException($"The sign-in answered {answer.StatusCode}.");
    }

    private async Task<string> Hear()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(CircuitHosts.Mark, StringComparison.Ordinal)) return line[CircuitHosts.Mark.Length..];
            await Console.Error.WriteLineAsync(line);
        }

        throw new InvalidOperationException("The server went away.");
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
