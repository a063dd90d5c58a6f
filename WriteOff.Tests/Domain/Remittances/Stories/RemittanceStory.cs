using System.Text.Json;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Remittances.Stories;

/// <summary>A folder with an original 835, later ones, and expect.json: what the workbench must make of them.</summary>
internal sealed record RemittanceStory(string Name, IReadOnlyList<string> Files, JsonElement Expect, JsonElement Whole)
{
    /// <summary>The project's own stories, those of the shared samples where present, and those that WRITEOFF_SCENARIOS names.</summary>
    public static IReadOnlyList<string> Folders()
    {
        List<string> roots = [Path.Combine(AppContext.BaseDirectory, "Stories")];
        var named = Environment.GetEnvironmentVariable("WRITEOFF_SCENARIOS");
        if (named is { Length: > 0 }) roots.AddRange(named.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries));
        else if (SharedEdi.Folder is { } shared) roots.Add(Path.Combine(shared, "scenarios"));
        return [.. roots.Where(Directory.Exists).SelectMany(Directory.GetDirectories).Where(d => File.Exists(Path.Combine(d, "expect.json"))).Order(StringComparer.Ordinal)];
    }

    public static RemittanceStory Read(string folder)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "expect.json")));
        var whole = json.RootElement.Clone();
        var files = Directory.GetFiles(folder).Where(f => !f.EndsWith(".json", StringComparison.OrdinalIgnoreCase)).OrderBy(NumberOf).ThenBy(f => f, StringComparer.Ordinal).ToList();
        return new RemittanceStory(Path.GetFileName(folder), files, whole.TryGetProperty("expect", out var expect) ? expect : whole, whole);
    }

    /// <summary>What is expected once so many files were taken; null: nothing said. A plain expectation is for the end.</summary>
    public JsonElement? After(int file)
    {
        if (Expect.TryGetProperty($"after_file_{file}", out var step)) return step;
        var isStepped = Expect.EnumerateObject().Any(p => p.Name.StartsWith("after_file_", StringComparison.Ordinal));
        return !isStepped && file == Files.Count ? Expect : null;
    }

    /// <summary>What the story says of itself beside what it expects; empty when nothing.</summary>
    public string Says(string name) => Whole.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    public bool IsTrue(string name) => Whole.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    public long? Cents(string name) => Whole.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? CentsOf(value) : null;

    /// <summary>Dollars as written, in cents.</summary>
    public static long CentsOf(JsonElement dollars) => (long)(dollars.GetDecimal() * 100);

    private static int NumberOf(string path)
    {
        var digits = new string([.. Path.GetFileName(path).TakeWhile(char.IsAsciiDigit)]);
        return digits.Length is 0 or > 6 ? int.MaxValue : int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
    }
}
