using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using WriteOff.Domain.Persistence;
using WriteOff.Tests.Domain.Remittances.Reversals;
using WriteOff.Tests.Support;
using WriteOff.Web.Composition;
using WriteOff.Web.Remittances;

namespace WriteOff.Tests.Web.Remittances;

public sealed class WatchedFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("writeoff-watched-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Setting_WithoutFolder_IsOff_WithoutTenant_IsAnError()
    {
        WatchedFolderOptions.Read(Settings()).Should().BeNull();
        WatchedFolderOptions.Read(Settings(("Intake:Folder", _folder), ("Intake:Tenant", "3"))).Should().Be(new WatchedFolderOptions(_folder, 3));
        var missing = () => WatchedFolderOptions.Read(Settings(("Intake:Folder", _folder)));
        missing.Should().Throw<SettingException>().WithMessage("*Intake:Tenant*");
    }

    [Fact]
    public async Task Look_SettledFiles_AreTakenAndMoved_TheRefusedOneSaysWhy()
    {
        var workbench = await TestWorkbench.Open();
        using var watched = Watch(workbench);
        using (var good = Payers.Write([Payers.Denied("WF-1")])) await File.WriteAllBytesAsync(In("good.835"), good.ToArray(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(In("bad.txt"), "not a remittance", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(In("coming.835.part"), "ISA", TestContext.Current.CancellationToken);

        (await watched.Look(TestContext.Current.CancellationToken)).Should().Be(0, "they may still be written to");
        (await watched.Look(TestContext.Current.CancellationToken)).Should().Be(2);

        (await workbench.CountClaims()).Should().Be(1);
        File.Exists(In("done", "good.835")).Should().BeTrue();
        File.Exists(In("refused", "bad.txt")).Should().BeTrue();
        (await File.ReadAllTextAsync(In("refused", "bad.txt.txt"), TestContext.Current.CancellationToken)).Should().Contain("NO_REMITTANCE").And.Contain("Nothing of it was posted.");
        Directory.GetFiles(_folder).Should().Equal(In("coming.835.part"));
    }

    [Fact]
    public async Task Look_LinksAndOddNames_LeadNowhereElse()
    {
        var workbench = await TestWorkbench.Open();
        using var watched = Watch(workbench);
        var outside = Directory.CreateTempSubdirectory("writeoff-outside-").FullName;
        using (var good = Payers.Write([Payers.Denied("WF-1")])) await File.WriteAllBytesAsync(Path.Combine(outside, "theirs.835"), good.ToArray(), TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(In("link.835"), Path.Combine(outside, "theirs.835"));
        await File.WriteAllTextAsync(In("%2e%2e%2fetc.835"), "no", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(In("a\\..\\b;rm -rf.835"), "no", TestContext.Current.CancellationToken);

        await watched.Look(TestContext.Current.CancellationToken);
        (await watched.Look(TestContext.Current.CancellationToken)).Should().Be(2, "a link is no file of ours");
        Directory.GetFiles(In("refused"), "*.835").Should().HaveCount(2);
        (await workbench.CountClaims()).Should().Be(0);

        Directory.Delete(In("refused"), recursive: true);
        Directory.CreateSymbolicLink(In("refused"), outside);
        await File.WriteAllTextAsync(In("more.835"), "no", TestContext.Current.CancellationToken);
        await watched.Look(TestContext.Current.CancellationToken);
        (await watched.Look(TestContext.Current.CancellationToken)).Should().Be(0, "it would be moved out of the folder");
        Directory.GetFiles(outside).Should().Equal(Path.Combine(outside, "theirs.835"));
        Directory.Delete(outside, recursive: true);
    }

    [Fact]
    public async Task Look_AFileThatStillGrows_WaitsUntilItSettles()
    {
        var workbench = await TestWorkbench.Open();
        using var watched = Watch(workbench);
        using var good = Payers.Write([Payers.Denied("WF-1")]);
        var bytes = good.ToArray();
        await File.WriteAllBytesAsync(In("slow.835"), bytes[..200], TestContext.Current.CancellationToken);
        await watched.Look(TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(In("slow.835"), bytes, TestContext.Current.CancellationToken);

        (await watched.Look(TestContext.Current.CancellationToken)).Should().Be(0);
        (await watched.Look(TestContext.Current.CancellationToken)).Should().Be(1);
        (await workbench.CountClaims()).Should().Be(1);
    }

    [Fact]
    public async Task Look_TheSameNameAgain_KeepsBoth()
    {
        var workbench = await TestWorkbench.Open();
        using var watched = Watch(workbench);
        foreach (var (number, cents) in new[] { ("WF-1", 80_000L), ("QQ-2", 61_000L) })
        {
            using var file = Payers.Write([Payers.Denied(number, cents: cents, control: number)]);
            await File.WriteAllBytesAsync(In("daily.835"), file.ToArray(), TestContext.Current.CancellationToken);
            await watched.Look(TestContext.Current.CancellationToken);
            await watched.Look(TestContext.Current.CancellationToken);
        }

        Directory.GetFiles(In("done")).Select(Path.GetFileName).Should().BeEquivalentTo("daily.835", "daily (2).835");
        (await workbench.CountClaims()).Should().Be(2);
    }

    private WatchedFolder Watch(TestWorkbench workbench) => new(new WatchedFolderOptions(_folder, workbench.TenantId), workbench.Intake, workbench.Setup, Leases(workbench, "this"), workbench.Clock, NullLogger<WatchedFolder>.Instance);

    private static WorkLeases Leases(TestWorkbench workbench, string node) => new(workbench.Dbs, workbench.Gate, workbench.Clock, node);

    [Fact]
    public async Task Look_AnotherNodeHasTheFolder_TakesNothing()
    {
        var workbench = await TestWorkbench.Open();
        await using var other = await Leases(workbench, "other").Take(workbench.TenantId, "intake folder", TestContext.Current.CancellationToken);
        using var watched = Watch(workbench);
        using var file = Payers.Write([Payers.Denied("WF-1", cents: 80_000, control: "WF-1")]);
        await File.WriteAllBytesAsync(In("daily.835"), file.ToArray(), TestContext.Current.CancellationToken);

        await watched.Look(TestContext.Current.CancellationToken);
        await watched.Look(TestContext.Current.CancellationToken);

        File.Exists(In("daily.835")).Should().BeTrue();
        (await workbench.CountClaims()).Should().Be(0);
    }

    private string In(params string[] parts) => Path.Combine([_folder, .. parts]);

    private static IConfiguration Settings(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build();
}
