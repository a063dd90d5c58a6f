namespace WriteOff.Tests.Domain.Remittances.Stories;

/// <summary>
/// Replays every story folder: the project's own, and those of WRITEOFF_SCENARIOS (else of the shared samples). Alone:
/// <c>dotnet test --project WriteOff.Tests --filter-class '*Stories*'</c>.
/// </summary>
public sealed class StoriesTests
{
    public static IEnumerable<TheoryDataRow<string>> Folders() => RemittanceStory.Folders().Select(f => new TheoryDataRow<string>(f) { TestDisplayName = $"Story {Path.GetFileName(Path.GetDirectoryName(f))}/{Path.GetFileName(f)}" });

    [Theory]
    [MemberData(nameof(Folders))]
    public Task Replay_Story_EndsAsExpected(string folder) => StoryRunner.Play(folder);

    [Fact]
    public void Folders_OwnStories_AreThere() => RemittanceStory.Folders().Should().HaveCountGreaterThan(30);
}
