using System.Net;
using System.Net.Sockets;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.WriteOffs.Webhooks;

/// <summary>Where webhooks may go and how often they are tried, pure.</summary>
public static class WebhookRules
{
    /// <summary>Longest address.</summary>
    public const int LongestUrl = 500;

    /// <summary>Most endpoints of a tenant that are on.</summary>
    public const int MostEndpoints = 10;

    /// <summary>Pauses after a failed try: 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 10 h; a delivery that fails eight times is dead.</summary>
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5), TimeSpan.FromHours(10), TimeSpan.FromHours(10),
    ];

    /// <summary>How often a delivery is tried.</summary>
    public static int MostTries => Pauses.Length + 1;

    /// <summary>How long to wait after so many failed tries; null: it is dead.</summary>
    public static TimeSpan? Pause(int tries) => tries >= 1 && tries <= Pauses.Length ? Pauses[tries - 1] : null;

    /// <summary>Null when an endpoint may be there and get these.</summary>
    /// <param name="allowLoopback">Development only: plain http to this machine.</param>
    public static Refusal? Refuse(string? url, IReadOnlyCollection<WebhookEvent> events, bool allowLoopback)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (RefuseUrl(url, allowLoopback) is { } refusal) return refusal;
        return events.Count == 0 || events.Any(e => !Enum.IsDefined(e)) ? new Refusal("EventsMissing", "No event is chosen.", "Choose what it is told.", "events") : null;
    }

    /// <summary>Null when this may be an endpoint's address as far as its text says; the addresses behind its name are judged at each connection.</summary>
    public static Refusal? RefuseUrl(string? url, bool allowLoopback)
    {
        var text = (url ?? "").Trim();
        if (text.Length is 0 or > LongestUrl || !Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
            return Wrong("This is no address.", "Enter one such as https://hooks.clinic.example/writeoff.");
        if (uri.UserInfo.Length > 0) return Wrong("An address with a name and password in it would be kept readable.", "Leave them out: the receiver checks the signature instead.");
        if (uri.Fragment.Length > 0) return Wrong("An address can't have a fragment.", "Leave out # and what follows.");
        var isLoopback = uri.IsLoopback;
        if (isLoopback && allowLoopback && uri.Scheme is "http" or "https") return null;
        if (!string.Equals(uri.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal)) return Wrong("The address isn't https.", "Use https: the body names claims' ids and amounts.");
        if (isLoopback || (IPAddress.TryParse(uri.IdnHost.Trim('[', ']'), out var address) && !IsPublic(address))) return Inside;
        return null;
    }

    /// <summary>The address leads into a private network.</summary>
    public static Refusal Inside { get; } = Wrong("This address is inside a private network.", "Use one that the internet reaches.");

    /// <summary>True for an address of the open internet: not this machine's, a private network's, a link's, a carrier's or a reserved one.</summary>
    public static bool IsPublic(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address)) return false;
        var bytes = address.GetAddressBytes();
        if (address.AddressFamily == AddressFamily.InterNetwork)
            return bytes switch
            {
                [0 or 10 or 127, ..] or [100, >= 64 and <= 127, ..] or [169, 254, ..] or [172, >= 16 and <= 31, ..] or [192, 168, ..] => false,
                [192, 0, 0 or 2, _] or [192, 88, 99, _] or [198, 18 or 19, ..] or [198, 51, 100, _] or [203, 0, 113, _] or [>= 224, ..] => false,
                _ => true,
            };
        // Global unicast is 2000::/3; of it documentation, Teredo and 6to4, which wrap an IPv4 address, aren't.
        return (bytes[0] & 0xE0) == 0x20 && bytes is not ([0x20, 0x01, 0x0D, 0xB8, ..] or [0x20, 0x01, 0x00, 0x00, ..] or [0x20, 0x02, ..]);
    }

    private static Refusal Wrong(string sentence, string step) => new("AddressRefused", sentence, step, "url");
}
