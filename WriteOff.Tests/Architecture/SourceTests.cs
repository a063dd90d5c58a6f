using System.Text.RegularExpressions;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Architecture;

/// <summary>Habits that can be read off the text.</summary>
public sealed partial class SourceTests
{
    /// <summary>Longer than 200 lines, and why that is fine.</summary>
    private static readonly Dictionary<string, string> LongFiles = new()
    {
    };

    [Theory]
    [InlineData("WriteOff.Domain")]
    [InlineData("WriteOff.Web")]
    [InlineData("WriteOff.Tests")]
    public void Files_Lines_AtMost200(string project)
    {
        var files = Sources.Of(project).ToList();
        files.Should().NotBeEmpty();
        files.Where(f => f.Text.Count(c => c == '\n') > 200 && !LongFiles.ContainsKey(f.Path)).Select(f => f.Path).Should().BeEmpty();
    }

    [Fact]
    public void Files_ListedAsLong_StillAre() =>
        LongFiles.Keys.Where(f => !File.Exists(Path.Combine(Sources.Root, f)) || File.ReadLines(Path.Combine(Sources.Root, f)).Count() <= 200).Should().BeEmpty("an exception that isn't needed goes");

    [Fact]
    public void Methods_Over70Lines_BreakTheBuild()
    {
        var config = File.ReadAllText(Path.Combine(Sources.Root, ".editorconfig"));
        config.Should().Contain("dotnet_diagnostic.MA0051.severity = warning").And.Contain("MA0051.maximum_lines_per_method = 70");
        File.ReadAllText(Path.Combine(Sources.Root, "Directory.Build.props")).Should().Contain("<TreatWarningsAsErrors>true</TreatWarningsAsErrors>");
    }

    [Fact]
    public void Domain_Clock_ComesIn() => Found(Clock(), except: []).Should().BeEmpty();

    [Fact]
    public void Domain_Chance_OnlyInKeys() => Found(Chance(), except: ["WriteOff.Domain/Shared/Keys.cs"]).Should().BeEmpty();

    [Fact]
    public void Domain_Money_IsNeverFloating() => Found(Floating(), except: []).Should().BeEmpty();

    [Fact]
    public void Domain_Writes_OnlyByTheWriter_LeasesAndDraftsAside() =>
        Found(Writing(), except: ["WriteOff.Domain/Audit/WorkbenchWriter.cs", "WriteOff.Domain/Audit/UnitOfWork.cs", "WriteOff.Domain/Persistence/WorkbenchDb.cs", "WriteOff.Domain/Persistence/WorkLeases.cs", "WriteOff.Domain/Access/Drafts.cs", "WriteOff.Domain/Access/ApiTokens.cs", "WriteOff.Domain/WriteOffs/Webhooks/WebhookQueue.cs"]).Should().BeEmpty();

    [Fact]
    public void Domain_Queries_NeverLeaveTheTenantFilter() => Found(Unfiltered(), except: ["WriteOff.Domain/WriteOffs/Mass/WaitingRuns.cs", "WriteOff.Domain/WriteOffs/Webhooks/WebhookQueue.cs"]).Should().BeEmpty();

    [Fact]
    public void Domain_Verification_IsKnownByNobody() =>
        Sources.Of("WriteOff.Domain").Where(f => !f.Path.StartsWith("WriteOff.Domain/Verification/", StringComparison.Ordinal) && f.Text.Contains("Domain.Verification", StringComparison.Ordinal)).Should().BeEmpty();

    [Theory]
    [InlineData("var x = DateTime.Now;", nameof(Clock))]
    [InlineData("DateTimeOffset.UtcNow", nameof(Clock))]
    [InlineData("new Random()", nameof(Chance))]
    [InlineData("Guid.NewGuid()", nameof(Chance))]
    [InlineData("double rate = 1;", nameof(Floating))]
    [InlineData("await db.SaveChangesAsync(c)", nameof(Writing))]
    [InlineData("q.ExecuteDeleteAsync()", nameof(Writing))]
    [InlineData("q.IgnoreQueryFilters()", nameof(Unfiltered))]
    public void Rule_ABreach_IsCaught(string breach, string rule)
    {
        var pattern = rule switch { nameof(Clock) => Clock(), nameof(Chance) => Chance(), nameof(Floating) => Floating(), nameof(Writing) => Writing(), _ => Unfiltered() };
        pattern.IsMatch(breach).Should().BeTrue();
    }

    private static List<string> Found(Regex pattern, string[] except)
    {
        var files = Sources.Of("WriteOff.Domain").ToList();
        files.Should().HaveCountGreaterThan(40);
        except.Should().BeSubsetOf(files.Select(f => f.Path));
        return [.. from file in files
                   where !except.Contains(file.Path)
                   from line in file.Text.Split('\n')
                   where !line.TrimStart().StartsWith("//", StringComparison.Ordinal) && pattern.IsMatch(line)
                   select $"{file.Path}: {line.Trim()}"];
    }

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Now|UtcNow|Today)\b|\bStopwatch\b|\bTimeProvider\.System\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Clock();

    [GeneratedRegex(@"\bGuid\.(NewGuid|CreateVersion7)\b|\bRandom(NumberGenerator)?\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Chance();

    [GeneratedRegex(@"\b(float|double|Half)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Floating();

    [GeneratedRegex(@"\bSaveChanges(Async)?\(|\bAllowWrites\(|\bExecute(Update|Delete|Sql\w*)(Async)?\(|\bBulkCopy\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Writing();

    [GeneratedRegex(@"\bIgnoreQueryFilters\b|\b(FromSql|SqlQuery)\w*\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Unfiltered();
}
