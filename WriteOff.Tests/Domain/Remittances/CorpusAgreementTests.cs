using System.Text.Json;
using System.Text.Json.Nodes;
using WriteOff.Domain.Remittances.X12.Inspect;

namespace WriteOff.Tests.Domain.Remittances;

/// <summary>The reader against an independent one, over sample files that do not ship with the project.</summary>
public class CorpusAgreementTests
{
    private static readonly string[] OfFile = ["n_interchanges", "n_transactions", "n_claims", "n_lines", "n_cas", "n_plb", "sha256", "status_codes"];
    private static readonly string[] OfTransaction = ["st02", "bpr02", "trn02", "payer", "payee_id", "sum_clp04", "sum_plb", "balanced", "segments", "se_ok", "plb", "reversal_pairs"];
    private static readonly string[] OfClaim = ["clp01", "clp02", "clp03", "clp04", "clp07", "ref", "ref_f8", "dtm", "amt", "remarks", "member_id", "cas_all", "balanced", "difference"];
    private static readonly string[] OfLine = ["qual", "code", "mods", "svc02", "svc03", "cas", "lq", "balanced"];

    [Fact]
    public void Inspect_SampleFiles_AgreesWithTheIndependentReader()
    {
        var root = Samples();
        Assert.SkipWhen(root is null, "No sample remittances here: set WRITEOFF_EDI to a folder with facts.json and corpus/.");
        var facts = JsonNode.Parse(File.ReadAllText(Path.Combine(root, "facts.json")))!.AsObject();
        List<string> differences = [];
        foreach (var (name, expected) in facts)
        {
            using var stream = File.OpenRead(Path.Combine(root, "corpus", name));
            Compare(name, expected!, Inspect(stream), differences);
        }
        facts.Should().NotBeEmpty();
        differences.Should().BeEmpty();
    }

    [Fact]
    public void Inspect_OwnFile_SaysWhatIsInIt()
    {
        var facts = Inspect(Sample.Stream(Sample.File()));

        ((string)facts["transactions"]![0]!["claims"]![0]!["lines"]![0]!["svc02"]!).Should().Be("150");
        ((bool)facts["transactions"]![0]!["balanced"]!).Should().BeTrue();
        ((int)facts["n_cas"]!).Should().Be(4);
    }

    internal static JsonNode Inspect(Stream stream)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory)) Inspection.Write(stream, json);
        memory.Position = 0;
        return JsonNode.Parse(memory)!;
    }

    private static void Compare(string name, JsonNode expected, JsonNode got, List<string> differences)
    {
        Compare(name, OfFile, expected, got, differences);
        foreach (var (t, (a, b)) in Pairs(expected, got, "transactions"))
        {
            Compare($"{name} t{t}", OfTransaction, a, b, differences);
            foreach (var (c, (x, y)) in Pairs(a, b, "claims"))
            {
                Compare($"{name} t{t} c{c}", OfClaim, x, y, differences);
                foreach (var (l, (m, n)) in Pairs(x, y, "lines")) Compare($"{name} t{t} c{c} l{l}", OfLine, m, n, differences);
            }
        }
    }

    private static IEnumerable<(int Index, (JsonNode, JsonNode))> Pairs(JsonNode expected, JsonNode got, string name) =>
        expected[name]!.AsArray().Zip(got[name]!.AsArray(), (a, b) => (a!, b!)).Index();

    private static void Compare(string place, string[] fields, JsonNode expected, JsonNode got, List<string> differences) =>
        differences.AddRange(fields.Where(f => !JsonNode.DeepEquals(expected[f], got[f])).Select(f => $"{place}.{f}: {expected[f]?.ToJsonString()} but {got[f]?.ToJsonString()}"));

    private static string? Samples()
    {
        if (Environment.GetEnvironmentVariable("WRITEOFF_EDI") is { Length: > 0 } set) return set;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var edi = Path.Combine(folder.FullName, "shared", "edi");
            if (File.Exists(Path.Combine(edi, "facts.json"))) return edi;
        }
        return null;
    }
}
