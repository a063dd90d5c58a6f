using FsCheck;
using FsCheck.Fluent;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Properties;

/// <summary>Random acts, honest and spoilt, on denials that share claims: the invariants hold after each story, and a refused act wrote nothing.</summary>
/// <remarks>A failure prints the seed and the shrunk story. WRITEOFF_LONG=1 tells 2,000 stories of 60 acts.</remarks>
public sealed class StoryTests
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("WRITEOFF_LONG") == "1";

    [Fact]
    public void Story_AnyActs_InvariantsHold() =>
        Prop.ForAll(Stories.UpTo(Long ? 60 : 40), story => Wait(StoryTeller.Play(story)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Long ? 2_000 : 25));

    // FsCheck's runner is synchronous; the stories never need its thread.
    private static void Wait(Task playing) => playing.GetAwaiter().GetResult();
}
