using WriteOff.Web.Commands;

namespace WriteOff.Tests.Web;

public sealed class CommandLineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("writeoff-").FullName;
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Fact]
    public async Task Help_NamesTheCommands()
    {
        (await CommandLine.Run(["--help"], _output, _error)).Should().Be(0);
        _output.ToString().Should().Contain("migrate");
    }

    [Fact]
    public async Task Migrate_Twice_BringsUpToDate()
    {
        string[] migrate = ["migrate", $"--Database:ConnectionString=Data Source={Path.Combine(_folder, "new", "writeoff.db")};Pooling=False", "--Logging:LogLevel:Default=Error"];
        (await CommandLine.Run(migrate, _output, _error)).Should().Be(0);
        (await CommandLine.Run(migrate, _output, _error)).Should().Be(0);
        _output.ToString().Should().Contain("sign-ins: up to date");
        File.Exists(Path.Combine(_folder, "new", "writeoff.db")).Should().BeTrue();
    }

    [Fact]
    public async Task Command_Unknown_IsRefusedInsteadOfServing()
    {
        (await CommandLine.Run(["migarte"], _output, _error)).Should().Be(2);
        _error.ToString().Should().Contain("migarte");
    }

    [Theory]
    [InlineData("--Database:Provider=Oracle", "Oracle")]
    [InlineData("--Database:Provider=SqlServer", "Database:ConnectionString")]
    public async Task Settings_Wrong_AreSaidInOneLine(string setting, string said)
    {
        (await CommandLine.Run(["migrate", setting], _output, _error)).Should().Be(2);
        _error.ToString().Trim().Should().Contain(said).And.NotContain("\n");
    }

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
