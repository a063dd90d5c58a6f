namespace WriteOff.Web.Composition;

/// <summary>How people reach the product.</summary>
/// <param name="Origin">Scheme, host and port from <c>Site:Url</c>, for a product behind a proxy; null when it is reached directly.
/// Every request then counts as made to it: no forwarded header has to be trusted.</param>
/// <param name="IsHttps">True when all its addresses are https: then cookies are <c>__Host-</c> and HSTS is sent.</param>
public sealed record Site(Uri? Origin, bool IsHttps)
{
    /// <summary>Reads <c>Site:Url</c>, else the addresses that the server listens on.</summary>
    public static Site Read(IConfiguration configuration)
    {
        if (configuration["Site:Url"] is { Length: > 0 } url)
        {
            var site = new Uri(url, UriKind.Absolute);
            return new(site, string.Equals(site.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal));
        }

        var listens = (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Concat(configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(e => e["Url"] ?? ""))
            .ToList();
        return new(null, listens.Count > 0 && listens.TrueForAll(u => u.StartsWith("https://", StringComparison.OrdinalIgnoreCase)));
    }
}
