using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Web.Identity;

namespace WriteOff.Web.Api;

/// <summary>What every request says in its headers, its page and its body.</summary>
internal static class ApiRequests
{
    /// <summary>Most rows of a page.</summary>
    public const int MostRows = 200;

    private const int LongestKey = 200;

    /// <summary>A field that nobody knows is refused: a slip of the pen must not be read as "nothing said".</summary>
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, NumberHandling = JsonNumberHandling.Strict, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
    };

    /// <summary>Who asks; the policy has seen to it that there is one.</summary>
    public static Actor ToTokenActor(this HttpContext http) => http.User.ToActor()!;

    /// <summary>The body as JSON. Refused: it isn't, or has a field that isn't known.</summary>
    public static async Task<Outcome<T>> ReadBody<T>(this HttpContext http) where T : class
    {
        if (!http.Request.HasJsonContentType()) return Unreadable("The body isn't JSON.", null);
        try
        {
            return await http.Request.ReadFromJsonAsync<T>(Strict, http.RequestAborted) is { } body ? body : Unreadable("The body is empty.", null);
        }
        catch (JsonException wrong)
        {
            return Unreadable("The body can't be read.", wrong.Path?.TrimStart('$', '.'));
        }
        catch (BadHttpRequestException)
        {
            return Unreadable("The body is too large.", null);
        }
    }

    /// <summary>The act's key, from <c>Idempotency-Key</c>: it belongs to one token and one address.</summary>
    /// <param name="asked">What is asked, field by field.</param>
    public static Outcome<ActKey> ReadKey(this HttpContext http, params object?[] asked)
    {
        var key = http.Request.Headers["Idempotency-Key"].ToString();
        if (key.Length is 0 or > LongestKey || !key.All(c => c is > ' ' and <= '~'))
            return new Refusal("KeyMissing", "The header Idempotency-Key is missing or isn't 1 to 200 visible characters.", "Send one that you make for this request and repeat with each try of it.");
        var actor = http.ToTokenActor();
        var of = Hash($"{actor.TokenId!.Value.ToString(CultureInfo.InvariantCulture)}|{http.Request.Path.Value}|{key}");
        return new ActKey(new Guid(of.AsSpan(0, 16)), Hash(JsonSerializer.Serialize(asked)));
    }

    /// <summary>The version that the program looked at, from <c>If-Match</c>.</summary>
    public static Outcome<long> ReadVersion(this HttpContext http) =>
        long.TryParse(Tag(http), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : VersionMissing;

    /// <summary>The two versions, of request and denial, that the program looked at.</summary>
    public static Outcome<(long Request, long Denial)> ReadVersions(this HttpContext http) =>
        Tag(http).Split('.') is [var request, var denial] && long.TryParse(request, NumberStyles.None, CultureInfo.InvariantCulture, out var first) && long.TryParse(denial, NumberStyles.None, CultureInfo.InvariantCulture, out var second)
            ? (first, second) : VersionMissing;

    /// <summary>How many rows a page has: what was asked for, and never more than <see cref="MostRows"/>.</summary>
    public static Outcome<int> ReadLimit(string? limit) =>
        string.IsNullOrEmpty(limit) ? GridAsk.PageSize
        : int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? Math.Min(number, MostRows)
        : new Refusal("LimitUnreadable", "The limit isn't a whole number above zero.", "Send one from 1 to 200, or none.", "limit");

    /// <summary>A cursor as it leaves: programs hand it back and read nothing into it.</summary>
    public static string? WriteCursor(object? cursor) => cursor is null ? null : Base64Url.EncodeToString(Encoding.ASCII.GetBytes(Convert.ToString(cursor, CultureInfo.InvariantCulture)!));

    /// <summary>Its text again; empty for none. Refused: no page gave it.</summary>
    public static Outcome<string> ReadCursor(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor)) return "";
        return cursor.Length <= 200 && Base64Url.IsValid(cursor) ? Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)) : CursorUnreadable;
    }

    /// <summary>The cursor isn't one of ours.</summary>
    public static Refusal CursorUnreadable { get; } = new("CursorUnreadable", "The cursor can't be read.", "Send the “next” of the page before, or none for the first page.", "cursor");

    /// <summary>A version as <c>ETag</c>.</summary>
    public static void WriteVersion(this HttpContext http, string version) => http.Response.Headers.ETag = $"\"{version}\"";

    /// <summary>A line is <c>null</c>.</summary>
    public static Refusal LineEmpty { get; } = Unreadable("A line is empty.", "lines");

    private static Refusal VersionMissing { get; } = new("VersionMissing", "The header If-Match doesn't say which version you looked at.", "Read it first, and send its ETag.");

    private static string Tag(HttpContext http) => http.Request.Headers.IfMatch.ToString().Trim('"');

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static Refusal Unreadable(string sentence, string? field) => new("BodyUnreadable", sentence, "Send application/json as the API's document says.", string.IsNullOrEmpty(field) ? null : field);
}
