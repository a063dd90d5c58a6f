using System.Text.Json.Nodes;
using WriteOff.Tests.Domain.Remittances;
using WriteOff.Web.Commands;

namespace WriteOff.Tests.Web.Commands;

public class InspectCommandTests
{
    [Fact]
    public void Run_FileAndMissingFile_PrintsTheOneAndNamesTheOther()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllText(path, Sample.File());
        try
        {
            using var output = new MemoryStream();
            using var errors = new StringWriter();

            var exit = InspectCommand.Run([new FileInfo(path), new FileInfo(path + ".missing"), new FileInfo(path)], output, errors);

            exit.Should().Be(1);
            errors.ToString().Should().Contain(path + ".missing");
            output.Position = 0;
            var facts = JsonNode.Parse(output)!.AsObject();
            facts.Should().ContainSingle();
            ((int)facts[path]!["n_claims"]!).Should().Be(1);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
