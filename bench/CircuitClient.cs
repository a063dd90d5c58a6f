using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace WriteOff.Bench;

/// <summary>A browser's half of one circuit, without a screen: it loads the page, opens the socket, starts the page's components, says that it drew each batch and answers what the page asks of scripts.</summary>
internal sealed partial class CircuitClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly TaskCompletionSource<string> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _attached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HttpClient _browser;
    private readonly Uri _page;
    private readonly CircuitSight _sight;
    private Timer? _pings;
    private Task _listening = Task.CompletedTask;
    private TaskCompletionSource<long>? _drawn;
    private long _rendererId;
    private int _calls;
    private long _lastHeard;

    private CircuitClient(HttpClient browser, Uri page, CircuitSight sight) => (_browser, _page, _sight) = (browser, page, sight);

    public CircuitSight Sight => _sight;

    /// <summary>Bytes that came, as the socket's messages count them.</summary>
    public long Received { get; private set; }

    /// <summary>Opens a page and waits until it has come to rest.</summary>
    public static async Task<CircuitClient> Open(HttpClient browser, string cookies, Uri page, bool watch = true)
    {
        var client = new CircuitClient(browser, page, new CircuitSight());
        var html = await browser.GetStringAsync(page);
        if (cookies.Length > 0) client._socket.Options.SetRequestHeader("Cookie", cookies);
        await client._socket.ConnectAsync(new Uri($"ws://{page.Authority}/_blazor"), CancellationToken.None);
        await client._socket.SendAsync("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"u8.ToArray(), WebSocketMessageType.Binary, true, CancellationToken.None);
        client._listening = Task.Run(client.Listen);
        client._pings = new Timer(_ => _ = client.Send(CircuitWire.Ping), null, 10_000, 10_000);
        await client.Send(CircuitWire.Call("1", "StartCircuit", $"http://{page.Authority}/", page.ToString(), "[]", ""));
        await client._started.Task.WaitAsync(Patience);
        var operations = Markers().Matches(html).Select((m, n) => $"{{\"type\":\"add\",\"ssrComponentId\":{n + 1},\"marker\":{m.Groups["marker"].Value}}}");
        var state = State().Match(html).Groups["state"].Value;
        await client.Send(CircuitWire.Call(null, "UpdateRootComponents", $"{{\"batchId\":1,\"operations\":[{string.Join(',', operations)}]}}", state));
        await client._attached.Task.WaitAsync(Patience);
        await client.Rest();
        client._sight.Watches = watch;
        return client;
    }

    /// <summary>Clicks.</summary>
    /// <returns>Milliseconds until the next batch had come.</returns>
    public Task<double> Click(long handler) => Drawn(() => Send(CircuitWire.Call(
        null, "BeginInvokeDotNetFromJS", (++_calls).ToString(CultureInfo.InvariantCulture), null, "DispatchEventAsync", _rendererId,
        $$"""[{"eventHandlerId":{{handler}},"eventName":"click","eventFieldInfo":null},{"detail":1,"screenX":100,"screenY":100,"clientX":100,"clientY":100,"offsetX":1,"offsetY":1,"pageX":100,"pageY":100,"movementX":0,"movementY":0,"button":0,"buttons":0,"ctrlKey":false,"shiftKey":false,"altKey":false,"metaKey":false,"type":"click"}]""")));

    /// <summary>Follows a link within the page.</summary>
    public Task<double> Follow(string href) => Drawn(() => Send(CircuitWire.Call(null, "OnLocationChanged", new Uri(_page, href).ToString(), null, true)));

    /// <summary>Waits until nothing has come for a moment.</summary>
    public async Task Rest(int milliseconds = 250)
    {
        while (Stopwatch.GetElapsedTime(Volatile.Read(ref _lastHeard)).TotalMilliseconds < milliseconds) await Task.Delay(25);
    }

    /// <summary>Leaves the page as a browser does, so that the server keeps nothing of it.</summary>
    public async ValueTask DisposeAsync()
    {
        await (_pings?.DisposeAsync() ?? ValueTask.CompletedTask);
        using var form = new MultipartFormDataContent { { new StringContent(await _started.Task), "circuitId" } };
        (await _browser.PostAsync(new Uri(_page, "/_blazor/disconnect"), form)).Dispose();
        _socket.Abort();
        await _listening;
        _socket.Dispose();
        _sending.Dispose();
    }

    private async Task<double> Drawn(Func<Task> act)
    {
        var drawn = _drawn = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        var from = Stopwatch.GetTimestamp();
        await act();
        return Stopwatch.GetElapsedTime(from, await drawn.Task.WaitAsync(Patience)).TotalMilliseconds;
    }

    private async Task Send(ReadOnlyMemory<byte> message)
    {
        await _sending.WaitAsync();
        try
        {
            if (_socket.State == WebSocketState.Open) await _socket.SendAsync(message, WebSocketMessageType.Binary, true, CancellationToken.None);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task Listen()
    {
        var (buffer, filled, greeted) = (new byte[4096], 0, false);
        try
        {
            while (true)
            {
                var got = await _socket.ReceiveAsync(buffer.AsMemory(filled), CancellationToken.None);
                if (got.MessageType == WebSocketMessageType.Close) return;
                filled += got.Count;
                if (filled == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
                if (!got.EndOfMessage) continue;
                var data = buffer.AsMemory(0, filled).ToArray().AsMemory();
                filled = 0;
                if (!greeted) (greeted, data) = (true, data[(data.Span.IndexOf((byte)0x1E) + 1)..]);
                foreach (var (message, bytes) in CircuitWire.Messages(data)) await Hear(message, bytes);
            }
        }
        catch (Exception left) when (left is WebSocketException or OperationCanceledException)
        {
            // Aborted on leaving.
        }
    }

    private async Task Hear(object?[] message, int bytes)
    {
        if (message[0] is 6L) return;
        Volatile.Write(ref _lastHeard, Stopwatch.GetTimestamp());
        Received += bytes;
        if (message[0] is 3L) _started.TrySetResult(message[^1] as string ?? throw new InvalidOperationException("The circuit didn't start."));
        if (message[0] is not 1L) return;
        var arguments = (object?[])message[4]!;
        switch (message[3])
        {
            case "JS.RenderBatch":
                Interlocked.Exchange(ref _drawn, null)?.TrySetResult(Stopwatch.GetTimestamp());
                _sight.See(new CircuitBatch((ReadOnlyMemory<byte>)arguments[1]!));
                await Send(CircuitWire.Call(null, "OnRenderCompleted", arguments[0], null));
                break;
            case "JS.BeginInvokeJS":
                await Answer((long)arguments[0]!, (string)arguments[1]!, (string?)arguments[2] ?? "[]", (long)arguments[3]!);
                break;
            case "JS.EndInvokeDotNet" when arguments[1] is false:
            case "JS.Error":
                Interlocked.Exchange(ref _drawn, null)?.TrySetException(new InvalidOperationException("The page failed: " + arguments[^1]));
                break;
            default:
                break;
        }
    }

    private async Task Answer(long call, string script, string argumentsJson, long resultType)
    {
        if (script.EndsWith("attachWebRendererInterop", StringComparison.Ordinal))
        {
            using var arguments = JsonDocument.Parse(argumentsJson);
            _rendererId = arguments.RootElement[1].GetProperty("__dotNetObject").GetInt64();
            _attached.TrySetResult();
        }

        if (call == 0) return;
        var result = script switch
        {
            "writeoff.kept" or "Blazor._internal.PageTitle.getAndRemoveExistingTitle" => "\"\"",
            "window.hasOwnProperty" => "true",
            "mudpopoverHelper.countProviders" => "1",
            _ => resultType == 1 ? "{\"__jsObjectId\":1}" : "null",
        };
        await Send(CircuitWire.Call(null, "EndInvokeJSFromDotNet", call, true, $"[{call},true,{result}]"));
    }

    [GeneratedRegex("<!--Blazor:(?<marker>\\{\"type\":\"server\".*?\\})-->", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Markers();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(?<state>[^-]+)-->", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex State();
}
