using FsCheck;
using FsCheck.Fluent;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Properties;

/// <summary>Random acts, honest and spoilt, on denials that share claims: the invariants hold after each story, and a refused act wrote nothing.</summary>
/// <remarks>A failure prints the seed and the shrunk story. WRITEOFF_LONG=1 tells 2,000 stories of 60 acts.</remarks>
public sealed class StoryTests
{
    [Fact]
    public void Story_AnyActs_InvariantsHold() =>
        Prop.ForAll(Stories.UpTo(PropertyRuns.Long ? 60 : 40), story => PropertyRuns.Wait(RandomActRunner.Play(story))).Try(25, many: 2_000);
}
