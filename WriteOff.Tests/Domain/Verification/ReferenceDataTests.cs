using WriteOff.Bench;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Verification;

namespace WriteOff.Tests.Domain.Verification;

/// <summary>What the benchmarks measure on is what the product itself could have written.</summary>
public sealed class ReferenceDataTests
{
    [Fact]
    public async Task Verify_ReferenceDataOfTheBenchmarks_FindsNothing()
    {
        using var data = await ReferenceData.Build(Directory.CreateTempSubdirectory("writeoff-reference-").FullName, denials: 3_000);

        var results = await new Verifier(new WorkbenchDbs(data.Options)).Run();

        results.Should().HaveCountGreaterThan(50);
        results.Where(r => !r.Holds).Select(r => $"{r.Name}: {string.Join(", ", r.FirstKeys)}").Should().BeEmpty();
    }
}
