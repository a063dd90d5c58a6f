using System.Text.RegularExpressions;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Architecture;

/// <summary>Work that nobody waits for loses its exceptions, and a subscription by hand outlives a page that went while it was read: both have one place.</summary>
public sealed partial class LiveComponentTests
{
    /// <summary>Where a task may be let go, because what it throws is taken care of there.</summary>
    private static readonly string[] LetGo =
    [
        "WriteOff.Web/Components/Layout/LiveComponent.cs",
        "WriteOff.Web/Composition/BackgroundWork.cs",
    ];

    /// <summary>Not components: they begin when they are made, or end themselves.</summary>
    private static readonly string[] ByHand =
    [
        "WriteOff.Domain/Audit/ChangeWatch.cs",
        "WriteOff.Web/Components/Layout/ChangeSubscription.cs",
        "WriteOff.Web/Components/Layout/PersonNotifications.cs",
        "WriteOff.Web/Identity/RevalidatingCircuit.cs",
    ];

    [Fact]
    public void Tasks_AreLetGo_OnlyWhereTheirEndIsSeen() => Found(FireAndForget(), LetGo).Should().BeEmpty();

    [Fact]
    public void Components_Subscribe_OnlyByListen() => Found(Subscription(), ByHand).Should().BeEmpty();

    [Theory]
    [InlineData("private void Told() => _ = InvokeAsync(StateHasChanged);")]
    [InlineData("new(_ => _ = ReadQuietly())")]
    [InlineData("if (x) _ = Task.Run(() => Ask());")]
    [InlineData("private async void Told()")]
    [InlineData("_ = timer.StartAsync(token);")]
    public void FireAndForget_ABreach_IsCaught(string breach) => FireAndForget().IsMatch(breach).Should().BeTrue();

    [Theory]
    [InlineData("_ = TimeZoneInfo.FindSystemTimeZoneById(zone);")]
    [InlineData("_ = (await service.Act()).Value;")]
    [InlineData("var _ = 1;")]
    public void FireAndForget_AValueThatIsntNeeded_IsNone(string fine) => FireAndForget().IsMatch(fine).Should().BeFalse();

    [Theory]
    [InlineData("feed.Changed += Follow;")]
    [InlineData("        Navigation.LocationChanged += Moved;")]
    public void Subscription_ABreach_IsCaught(string breach) => Subscription().IsMatch(breach).Should().BeTrue();

    [Fact]
    public void Subscription_InListen_IsNone() => Subscription().IsMatch("Listen(() => feed.Changed += Follow, () => feed.Changed -= Follow);").Should().BeFalse();

    /// <summary>A time-out comes as a cancellation, too; what leaves ExecuteAsync stops the server.</summary>
    [Fact]
    public void BackgroundServices_OutliveEverythingButTheStop()
    {
        var services = Sources.Of("WriteOff.Web").Where(f => f.Text.Contains(": BackgroundService", StringComparison.Ordinal)).ToList();
        services.Should().HaveCountGreaterThan(3);
        services.Where(f => !Survives().IsMatch(f.Text)).Select(f => f.Path).Should().BeEmpty();
    }

    private static List<string> Found(Regex pattern, string[] except)
    {
        var files = Sources.Of("WriteOff.Domain").Concat(Sources.Of("WriteOff.Web")).ToList();
        except.Should().BeSubsetOf(files.Where(f => pattern.IsMatch(f.Text)).Select(f => f.Path), "an exception that isn't needed goes");
        return [.. from file in files
                   where !except.Contains(file.Path)
                   from line in file.Text.Split('\n')
                   where pattern.IsMatch(line)
                   select $"{file.Path}: {line.Trim()}"];
    }

    [GeneratedRegex(@"(?<![\w.] |var |using )\b_ = (InvokeAsync|Task\.|\w+Async\(|\w+\.\w+Async\(|[A-Z]\w*\((?!.*\)\.))|async void", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FireAndForget();

    [GeneratedRegex(@"catch \(Exception \w+\) when \(!\w+\.IsCancellationRequested\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Survives();

    [GeneratedRegex(@"(?<!Listen\(\(\) => [\w.]*)\b(Changed|LocationChanged) \+=", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Subscription();
}
