using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using WriteOff.Domain.WriteOffs.Webhooks;

namespace WriteOff.Web.Api;

/// <summary>Sends what is due, signed. It connects only to the addresses that it judged itself, so no name can lead it into a private network; it follows no redirect.</summary>
internal sealed class WebhookSender : IDisposable
{
    private const int MostAtOnce = 50;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    private readonly WebhookQueue _queue;
    private readonly WebhookSecrets _secrets;
    private readonly TimeProvider _clock;
    private readonly bool _allowLoopback;
    private readonly HttpClient _http;

    /// <param name="allowLoopback">Development only.</param>
    public WebhookSender(WebhookQueue queue, WebhookSecrets secrets, TimeProvider clock, bool allowLoopback)
    {
        (_queue, _secrets, _clock, _allowLoopback) = (queue, secrets, clock, allowLoopback);
        // Short-lived connections: a name that moved is asked again.
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ConnectCallback = Connect, PooledConnectionLifetime = TimeSpan.FromMinutes(2) })
        {
            Timeout = Longest, MaxResponseContentBufferSize = 64 * 1024,
        };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("WriteOff-Webhooks/1");
    }

    /// <summary>Sends what is due of a tenant; how many were due.</summary>
    public async Task<int> SendDue(int tenantId, CancellationToken cancellationToken = default)
    {
        var due = await _queue.Due(tenantId, MostAtOnce, cancellationToken);
        // One slow receiver holds up nobody else's.
        await Task.WhenAll(due.GroupBy(d => d.Endpoint.Id).Select(own => SendAll([.. own], cancellationToken)));
        return due.Count;
    }

    public void Dispose() => _http.Dispose();

    /// <summary>A receiver that fails once is left alone until the next look: the others don't wait for its silence fifty times.</summary>
    private async Task SendAll(List<DueDelivery> due, CancellationToken cancellationToken)
    {
        foreach (var delivery in due)
        {
            var (isDelivered, answer) = await Try(delivery, cancellationToken);
            await _queue.Keep(delivery.Delivery, isDelivered, answer, cancellationToken);
            if (!isDelivered) return;
        }
    }

    private async Task<(bool IsDelivered, string Answer)> Try(DueDelivery due, CancellationToken cancellationToken)
    {
        if (WebhookRules.RefuseUrl(due.Endpoint.Url, _allowLoopback) is { } refusal) return (false, refusal.Sentence);
        if (_secrets.Read(due.Endpoint.Secret) is not { } secret) return (false, "Its secret can't be read: give it a new one.");
        var now = _clock.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Post, due.Endpoint.Url) { Content = new StringContent(due.Message.Body, Encoding.UTF8, "application/json") };
        request.Headers.Add("webhook-id", due.Message.Id);
        request.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSignature.Of(secret, due.Message.Id, now, due.Message.Body));
        try
        {
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return (answer.IsSuccessStatusCode, string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)answer.StatusCode}"));
        }
        catch (HttpRequestException unreachable)
        {
            return (false, unreachable.InnerException is PrivateAddressException ? WebhookRules.Inside.Sentence : $"Not reached: {unreachable.HttpRequestError}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (false, string.Create(CultureInfo.InvariantCulture, $"No answer in {Longest.TotalSeconds:0} seconds"));
        }
    }

    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var found = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken);
        var allowed = found.Where(a => WebhookRules.IsPublic(a) || (_allowLoopback && IPAddress.IsLoopback(a))).ToArray();
        if (allowed.Length == 0) throw new PrivateAddressException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class PrivateAddressException() : IOException("The name leads into a private network.");
}
