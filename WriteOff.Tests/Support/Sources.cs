namespace WriteOff.Tests.Support;

/// <summary>The repository's own files, found from where the tests run.</summary>
internal static class Sources
{
    public static string Root { get; } = FindRoot();

    /// <summary>C# and Razor files of a project by hand: no build output, no generated migrations.</summary>
    public static IEnumerable<(string Path, string Text)> Of(string project) =>
        Directory.EnumerateFiles(Path.Combine(Root, project), "*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".razor", StringComparison.Ordinal))
            .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("/Migrations/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(f => (f, File.ReadAllText(Path.Combine(Root, f))));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "WriteOff.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("WriteOff.sln is nowhere above the tests.");
    }
}
