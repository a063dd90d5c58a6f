using System.Reflection;
using System.Xml.Linq;
using NetArchTest.Rules;
using WriteOff.Domain.Persistence;

namespace WriteOff.Tests.Architecture;

/// <summary>The layers of docs/architecture.md: which namespace may depend on which.</summary>
public sealed class LayerTests
{
    private static readonly Assembly Domain = typeof(WorkbenchDb).Assembly;

    /// <summary>Lowest first. A layer depends only on the layers before it.</summary>
    private static readonly string[] Layers = ["Shared", "Persistence", "Access", "Audit", "Tenants", "Claims", "Denials", "Receivables", "WriteOffs", "Remittances", "Reporting", "Verification"];

    public static IEnumerable<TheoryDataRow<string>> EachLayer() => Layers.Select(r => new TheoryDataRow<string>(r));

    [Theory]
    [MemberData(nameof(EachLayer))]
    public void Layer_Types_DependOnlyOnLowerLayers(string layer)
    {
        var inLayer = Types.InAssembly(Domain).That().ResideInNamespaceMatching($@"^WriteOff\.Domain\.{layer}(\.|$)");
        inLayer.GetTypes().Should().NotBeEmpty("a rule that selects nothing proves nothing");
        var higher = Layers[(Array.IndexOf(Layers, layer) + 1)..].Select(r => $"WriteOff.Domain.{r}").ToArray();
        if (higher.Length == 0) return;

        var result = inLayer.ShouldNot().HaveDependencyOnAny(higher).GetResult();
        (result.FailingTypeNames ?? []).Should().BeEmpty("{0} comes before {1}", layer, string.Join(", ", higher));
    }

    [Theory]
    [InlineData("WriteOff.Domain.Persistence.WriteGate")]
    [InlineData("WriteOff.Domain.Audit.CauseRollup")]
    [InlineData("WriteOff.Domain.Denials.DenialLedger")]
    [InlineData("WriteOff.Domain.WriteOffs.WriteOffService")]
    [InlineData("WriteOff.Domain.WriteOffs.Approvals.ApprovalService")]
    [InlineData("WriteOff.Domain.WriteOffs.ReopenService")]
    public void Reporting_Types_KnowNoWriter(string writer)
    {
        Domain.GetType(writer).Should().NotBeNull();
        Types.InAssembly(Domain).That().ResideInNamespace("WriteOff.Domain.Reporting").ShouldNot().HaveDependencyOn(writer).GetResult().IsSuccessful.Should().BeTrue();
    }

    [Fact]
    public void Reporting_Services_OnlyRecordExports() =>
        Domain.GetTypes().Where(t => string.Equals(t.Namespace, "WriteOff.Domain.Reporting", StringComparison.Ordinal))
            .Where(t => t.GetConstructors().Any(c => c.GetParameters().Any(p => p.ParameterType == typeof(WriteOff.Domain.Audit.WorkbenchWriter)))).Select(t => t.Name).Should().BeEquivalentTo("Pivots", "AuditTrailService");

    [Fact]
    public void Layer_LowerLayerNamedAsHigher_WouldBeCaught() =>
        Types.InAssembly(Domain).That().ResideInNamespaceMatching(@"^WriteOff\.Domain\.WriteOffs(\.|$)")
            .ShouldNot().HaveDependencyOnAny("WriteOff.Domain.Denials").GetResult().IsSuccessful.Should().BeFalse("the rule sees dependencies at all");

    [Fact]
    public void Layers_AllNamespaces_AreListed() =>
        Domain.GetTypes().Select(t => t.Namespace ?? "").Where(n => n.StartsWith("WriteOff.Domain.", StringComparison.Ordinal))
            .Select(n => n.Split('.')[2]).Distinct().Should().BeSubsetOf(Layers);

    [Fact]
    public void Domain_References_NoWebFramework() =>
        Domain.GetReferencedAssemblies().Select(a => a.Name!).Should().NotBeEmpty()
            .And.NotContain(n => n.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || n.StartsWith("MudBlazor", StringComparison.Ordinal) || n == "WriteOff.Web");

    [Fact]
    public void Domain_PublicTypes_SayWhatTheyAre()
    {
        var documented = XDocument.Load(Path.ChangeExtension(Domain.Location, ".xml")).Descendants("member").Select(m => m.Attribute("name")!.Value).ToHashSet(StringComparer.Ordinal);
        var types = Domain.GetExportedTypes().Where(t => !t.Namespace!.Contains(".Migrations.", StringComparison.Ordinal)).ToList();
        types.Should().HaveCountGreaterThan(50);
        types.Where(t => !documented.Contains("T:" + t.FullName!.Replace('+', '.'))).Should().BeEmpty();
    }

    [Fact]
    public void Domain_Rows_BelongToATenantAndHidePublicSetters()
    {
        var rows = Domain.GetTypes().Where(t => typeof(ITenantOwned).IsAssignableFrom(t) && t is { IsClass: true }).ToList();
        rows.Should().HaveCountGreaterThan(15);
        rows.SelectMany(t => t.GetProperties()).Where(p => p.SetMethod is { IsPublic: true } set && !IsInit(set)).Should().BeEmpty("rows change by verbs");
    }

    private static bool IsInit(MethodInfo set) =>
        set.ReturnParameter.GetRequiredCustomModifiers().Any(m => m.Name == "IsExternalInit");
}
