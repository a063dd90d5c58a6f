using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using WriteOff.Domain.Shared;
using WriteOff.Web.Identity;

namespace WriteOff.Web.Api;

/// <summary>How much a token may ask, and how often an address may fail with one.</summary>
internal sealed class ApiLimits : IDisposable
{
    /// <summary>The policy's name.</summary>
    public const string PerToken = "token";

    /// <summary>Requests of a token in a minute, unless <c>Api:RequestsPerMinute</c> says otherwise.</summary>
    public const int RequestsPerMinute = 600;

    private const int FailuresPerMinute = 30;

    private readonly PartitionedRateLimiter<IPAddress> _failures = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address =>
        RateLimitPartition.GetFixedWindowLimiter(address, _ => new FixedWindowRateLimiterOptions { PermitLimit = FailuresPerMinute, Window = TimeSpan.FromMinutes(1) }));

    /// <summary>Counts a failure; false when the address had its share.</summary>
    public bool MayFail(IPAddress? address)
    {
        using var lease = _failures.AttemptAcquire(address ?? IPAddress.None);
        return lease.IsAcquired;
    }

    public void Dispose() => _failures.Dispose();

    /// <summary>Too much at once.</summary>
    public static Refusal TooMany { get; } = new("TooManyRequests", "Too many requests in a minute.", "Wait for the seconds that Retry-After says.");

    /// <summary>Registers the limit of each token.</summary>
    public static void Register(IServiceCollection services, IConfiguration configuration)
    {
        var most = configuration.GetValue("Api:RequestsPerMinute", RequestsPerMinute);
        services.AddSingleton<ApiLimits>();
        services.AddRateLimiter(limiter =>
        {
            limiter.AddPolicy(PerToken, http => RateLimitPartition.GetFixedWindowLimiter(http.User.ToActor()?.TokenId ?? 0,
                _ => new FixedWindowRateLimiterOptions { PermitLimit = most, Window = TimeSpan.FromMinutes(1) }));
            limiter.OnRejected = (rejected, _) =>
            {
                var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1);
                rejected.HttpContext.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
                return new ValueTask(ApiProblem.Of(TooMany).ExecuteAsync(rejected.HttpContext));
            };
        });
    }
}
