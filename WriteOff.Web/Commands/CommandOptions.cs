using System.CommandLine;
using System.Globalization;
using WriteOff.Web.Composition;

namespace WriteOff.Web.Commands;

/// <summary>What several commands share: the tenant, the settings behind them, and the migration before them.</summary>
internal static class CommandOptions
{
    public static Option<int> Tenant(string description, bool required) => new("--tenant", "-t") { Description = description, Required = required };

    /// <summary>Settings such as <c>--Database:Provider SqlServer</c> may stand among the command's own words.</summary>
    public static void AllowSettings(this Command command) => command.TreatUnmatchedTokensAsErrors = false;

    /// <summary>Tells a command's own words from the settings among them: <c>--Name:Key=value</c> or <c>--Name:Key value</c>.</summary>
    public static (IReadOnlyList<string> Words, string[] Settings) Split(IEnumerable<string> all)
    {
        var (words, settings, isValue) = (new List<string>(), new List<string>(), false);
        foreach (var word in all)
        {
            var isSetting = word.StartsWith("--", StringComparison.Ordinal) && (word.Contains(':', StringComparison.Ordinal) || word.Split('=')[0] is "--environment" or "--contentRoot");
            if (isSetting || isValue) settings.Add(word);
            else words.Add(word);
            isValue = isSetting && !word.Contains('=', StringComparison.Ordinal);
        }

        return (words, [.. settings]);
    }

    /// <summary>The settings among the words that the command doesn't know; null, and said, when one is no setting: a mistyped option must not be passed over.</summary>
    public static string[]? Settings(this ParseResult parsed)
    {
        var (words, settings) = Split(parsed.UnmatchedTokens);
        return words.Count == 0 ? settings : parsed.NotUnderstood(words[0]);
    }

    public static string[]? NotUnderstood(this ParseResult parsed, string word)
    {
        parsed.InvocationConfiguration.Error.WriteLine($"\"{word}\" is not understood here. See --help.");
        return null;
    }

    public static string NoTenant(int id) => string.Create(CultureInfo.InvariantCulture, $"There is no tenant {id}. Open it with: tenant add --id {id} --name …");

    /// <summary>Migrates as a start would: <c>Database:MigrateOnStart</c>, by itself only with SQLite.</summary>
    public static async Task MigrateWhereWanted(this WebApplication app, CancellationToken cancel)
    {
        if (app.MigratesOnStart()) await app.Services.Migrate(cancel);
    }

    /// <summary>The new person's password: from <c>WRITEOFF_ADMIN_PASSWORD</c>, else the first line of the standard input. Never an argument: those are seen in process lists.</summary>
    public static string? ReadPassword(TextReader input) =>
        Environment.GetEnvironmentVariable("WRITEOFF_ADMIN_PASSWORD") is { Length: > 0 } password ? password : input.ReadLine();
}
