using Microsoft.Data.Sqlite;
using WriteOff.Web.Commands;

namespace WriteOff.Tests.Web.Commands;

/// <summary>The command line on a database that can't be used: a sentence, what to check, exit code 3, no stack trace.</summary>
public sealed class DatabaseFailureTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("writeoff-").FullName;

    public static TheoryData<string> Commands => ["verify", "migrate", "import", "tenant add", "person add", "backup"];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Command_FileThatIsNoDatabase_SaysSo(string command)
    {
        var file = Path.Combine(_folder, "not.db");
        await File.WriteAllTextAsync(file, new string('x', 4096), TestContext.Current.CancellationToken);
        await Expect(command, $"--Database:ConnectionString=Data Source={file};Pooling=False", "damaged, or is no SQLite database");
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Command_FolderThatCannotBe_SaysSo(string command)
    {
        var file = Path.Combine(_folder, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        await Expect(command, $"--Database:ConnectionString=Data Source={Path.Combine(file, "below", "x.db")};Pooling=False", "Check");
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("migrate")]
    [InlineData("import")]
    [InlineData("tenant add")]
    [InlineData("person add")]
    public async Task Command_ServerThatDoesNotAnswer_SaysSoAndNotThePassword(string command)
    {
        var error = await Expect(command, "--Database:ConnectionString=Server=127.0.0.1,1;Database=WriteOff;User Id=sa;Password=hidden-word;Encrypt=false;Connect Timeout=1;ConnectRetryCount=0", "does not answer", "--Database:Provider=SqlServer");
        error.Should().NotContain("hidden-word");
    }

    [Fact]
    public async Task Verify_DatabaseThatIsNotThere_SaysHowToMakeItAndMakesNone()
    {
        var file = Path.Combine(_folder, "none.db");
        await Expect("verify", $"--Database:ConnectionString=Data Source={file}", "migrate");
        File.Exists(file).Should().BeFalse();
    }

    [Fact]
    public async Task Verify_DatabaseWithoutTables_SaysMigrate()
    {
        var file = Path.Combine(_folder, "empty.db");
        await using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE something (id INTEGER)";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await Expect("verify", $"--Database:ConnectionString=Data Source={file};Pooling=False", "Bring it up to date with: migrate");
    }

    private async Task<string> Expect(string command, string setting, string says, params string[] more)
    {
        string[] words = command switch
        {
            "import" => ["import", Path.Combine(_folder, "any.835"), "--tenant", "1"],
            "tenant add" => ["tenant", "add", "--id", "1", "--name", "River Clinic", "--admin-email", "ada@river.example", "--admin-name", "Ada"],
            "person add" => ["person", "add", "--tenant", "1", "--email", "bo@river.example", "--name", "Bo", "--role", "manager"],
            "backup" => ["backup", Path.Combine(_folder, "copy.db")],
            _ => [command],
        };
        using var output = new StringWriter();
        using var error = new StringWriter();

        var code = await CommandLine.Run([.. words, setting, "--environment=Production", "--Logging:LogLevel:Default=None", .. more], output, error);

        error.ToString().Should().Contain(says).And.NotContain("   at ").And.NotContain("Exception");
        error.ToString().Trim().Split('\n').Should().HaveCount(1, "one sentence and what to check");
        code.Should().Be(3);
        return error.ToString();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
