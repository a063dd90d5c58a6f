using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace WriteOff.Web.Identity;

/// <summary>What the sign-in server said about somebody who is signed in.</summary>
/// <param name="Kind">Whether there is an answer.</param>
/// <param name="Groups">The person's groups now.</param>
/// <param name="RefreshToken">What to ask with the next time.</param>
public sealed record GroupAnswer(GroupAnswerKind Kind, IReadOnlyCollection<string> Groups, string? RefreshToken)
{
    /// <summary>The server no longer vouches for the person.</summary>
    public static GroupAnswer Refused { get; } = new(GroupAnswerKind.Refused, [], null);

    /// <summary>The server doesn't answer.</summary>
    public static GroupAnswer Silent { get; } = new(GroupAnswerKind.Silent, [], null);
}

/// <summary>Whether there is an answer.</summary>
public enum GroupAnswerKind
{
    Given = 1,
    Refused,
    Silent,
}

/// <summary>Asks the sign-in server which groups somebody is in now, with the refresh token of their sign-in.</summary>
public sealed class GroupQuestions(IOptionsMonitor<OpenIdConnectOptions> options, OpenIdChoice choice, ILogger<GroupQuestions> log)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>Asks.</summary>
    /// <param name="subject">The person at the server: an answer about somebody else is none.</param>
    public async Task<GroupAnswer> Ask(string refreshToken, string subject, CancellationToken cancellationToken = default)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Longest);
        try
        {
            return await Ask(options.Get(OpenIdSettings.Scheme), choice.Settings!, refreshToken, subject, patience.Token);
        }
        catch (Exception silent) when (silent is HttpRequestException or OperationCanceledException or JsonException or InvalidOperationException or ArgumentException)
        {
            log.LogWarning("The sign-in server could not be asked for groups ({Reason})", silent.GetType().Name);
            return GroupAnswer.Silent;
        }
    }

    private async Task<GroupAnswer> Ask(OpenIdConnectOptions server, OpenIdSettings settings, string refreshToken, string subject, CancellationToken cancellationToken)
    {
        var places = await server.ConfigurationManager!.GetConfigurationAsync(cancellationToken);
        var asked = new Dictionary<string, string>(StringComparer.Ordinal) { ["grant_type"] = "refresh_token", ["refresh_token"] = refreshToken, ["client_id"] = settings.ClientId };
        if (settings.ClientSecret is { } secret) asked["client_secret"] = secret;
        using var form = new FormUrlEncodedContent(asked);
        using var answer = await server.Backchannel.PostAsync(new Uri(places.TokenEndpoint), form, cancellationToken);
        if (answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            log.LogWarning("The sign-in server refused to renew a sign-in ({Status})", (int)answer.StatusCode);
            return GroupAnswer.Refused;
        }

        answer.EnsureSuccessStatusCode();
        var tokens = new OpenIdConnectMessage(await answer.Content.ReadAsStringAsync(cancellationToken));
        var groups = OfIdToken(tokens.IdToken, settings.GroupsClaim, subject) ?? await OfUserInfo(server, places.UserInfoEndpoint, tokens.AccessToken, settings.GroupsClaim, subject, cancellationToken);
        return groups is null ? GroupAnswer.Refused : new GroupAnswer(GroupAnswerKind.Given, groups, tokens.RefreshToken is { Length: > 0 } next ? next : refreshToken);
    }

    /// <summary>Straight from the server over TLS, so its signature says nothing more; null when it doesn't speak of groups.</summary>
    private static List<string>? OfIdToken(string? token, string claim, string subject)
    {
        if (string.IsNullOrEmpty(token)) return null;
        var read = new JsonWebToken(token);
        if (!string.Equals(read.Subject, subject, StringComparison.Ordinal)) return null;
        return read.Claims.Where(c => string.Equals(c.Type, claim, StringComparison.Ordinal)).Select(c => c.Value).ToList() is { Count: > 0 } groups ? groups : null;
    }

    private static async Task<List<string>?> OfUserInfo(OpenIdConnectOptions server, string? place, string accessToken, string claim, string subject, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(place)) return [];
        using var question = new HttpRequestMessage(HttpMethod.Get, place) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", accessToken) } };
        using var answer = await server.Backchannel.SendAsync(question, cancellationToken);
        if (answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) return null;
        answer.EnsureSuccessStatusCode();
        using var told = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync(cancellationToken));
        if (!told.RootElement.TryGetProperty("sub", out var who) || !string.Equals(who.GetString(), subject, StringComparison.Ordinal)) return null;
        if (!told.RootElement.TryGetProperty(claim, out var groups)) return [];
        return groups.ValueKind == JsonValueKind.Array ? [.. groups.EnumerateArray().Select(g => g.ToString())] : [groups.ToString()];
    }
}
