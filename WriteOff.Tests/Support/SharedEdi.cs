namespace WriteOff.Tests.Support;

/// <summary>The shared sample remittances, where they are present: beside the project, or where WRITEOFF_EDI says.</summary>
internal static class SharedEdi
{
    public const string Absent = "The shared 835 samples are not here (folder shared/edi beside the project, or WRITEOFF_EDI).";

    /// <summary>The folder, or null.</summary>
    public static string? Folder { get; } = Find();

    public static IReadOnlyList<string> Corpus() => Folder is null ? [] : [.. Directory.GetFiles(Path.Combine(Folder, "corpus"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("WRITEOFF_EDI") is { Length: > 0 } named) return File.Exists(Path.Combine(named, "facts.json")) ? named : null;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "edi");
            if (File.Exists(Path.Combine(candidate, "facts.json"))) return candidate;
        }

        return null;
    }
}
