using Microsoft.Data.Sqlite;
using WriteOff.Tests.Support;
using WriteOff.Web.Commands;
using static WriteOff.Tests.Support.TestRemittances;

namespace WriteOff.Tests.Web.Commands;

/// <summary>The commands an operator runs on a database without the demo: open a tenant, add people, import, verify.</summary>
public sealed class VerifyAndImportCommandTests : IDisposable
{
    private const string Passphrase = "a long enough passphrase";
    private readonly string _folder = Directory.CreateTempSubdirectory("writeoff-").FullName;
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private readonly TextReader _input = Console.In;

    private string Connection => $"Data Source={Path.Combine(_folder, "writeoff.db")};Pooling=False";

    [Fact]
    public async Task TenantAdd_Fresh_OpensItWithItsAdministrator()
    {
        (await OpenTenant()).Should().Be(0);

        _output.ToString().Should().Contain("River Clinic").And.Contain("ada@river.example").And.NotContain(Passphrase);
        Scalar("SELECT COUNT(*) FROM identity_user").Should().Be(1);
        Scalar("SELECT gate_above_cents FROM tenant_policy WHERE tenant_id = 7").Should().Be(25_000);
        Scalar("SELECT COUNT(*) FROM write_off_reason").Should().Be(8);
        Scalar("SELECT COUNT(*) FROM tenant").Should().Be(1, "the demo makes nothing here");
    }

    [Theory]
    [InlineData("short", "12 characters")]
    [InlineData("", "no password")]
    public async Task TenantAdd_PasswordTooWeak_LeavesNothing(string password, string said)
    {
        (await OpenTenant(password)).Should().Be(2);

        _error.ToString().Should().Contain(said);
        Scalar("SELECT COUNT(*) FROM tenant").Should().Be(0);
        Scalar("SELECT COUNT(*) FROM identity_user").Should().Be(0);
    }

    [Theory]
    [InlineData("already", "--gate", "off")]
    [InlineData("amount", "--gate", "above", "--id", "8")]
    [InlineData("time zone", "--zone", "Mars/Olympus", "--id", "8")]
    [InlineData("1 or more", "--id", "0")]
    [InlineData("not understood", "--nmae", "x")]
    public async Task TenantAdd_Wrong_IsRefusedInWords(string said, params string[] words)
    {
        await OpenTenant();
        var id = words.Contains("--id") ? [] : new[] { "--id", "7" };

        (await Run(["tenant", "add", .. id, "--name", "Other", "--admin-email", "b@river.example", "--admin-name", "B", .. words])).Should().Be(2);

        _error.ToString().Should().Contain(said);
        Scalar("SELECT COUNT(*) FROM tenant").Should().Be(1);
    }

    [Fact]
    public async Task PersonAdd_WithRoles_IsInTheTrail()
    {
        await OpenTenant();

        (await Run(["person", "add", "--tenant", "7", "--email", "cy@river.example", "--name", "Cy", "--role", "billing-clerk", "--role", "posting-clerk"])).Should().Be(0);
        (await Run(["person", "add", "--tenant", "7", "--email", "cy@river.example", "--name", "Cy", "--role", "manager"])).Should().Be(2);

        Scalar("SELECT COUNT(*) FROM person_role r JOIN person p ON p.id = r.person_id WHERE p.display_name = 'Cy'").Should().Be(2);
        Scalar("SELECT COUNT(*) FROM audit_row WHERE detail = 'Cy: Billing clerk, Posting clerk'").Should().Be(1);
    }

    [Fact]
    public async Task Import_Twice_PostsOnceAndSaysWhen()
    {
        await OpenTenant();
        var path = Path.Combine(_folder, "payment.835");
        await System.IO.File.WriteAllBytesAsync(path, TestRemittances.File(1, Of(Claim("RC-1", Line("99213", 100, "CO-197 100")))));

        (await Run(["import", path, "--tenant", "7"])).Should().Be(0);
        _output.ToString().Should().Contain("posted, 1 claim, 1 denial, 0 held, 0 unmatched").And.NotContain("Alpha").And.NotContain("M100200300").And.NotContain("RC-1");
        (await Run(["import", path, "--tenant", "7"])).Should().Be(0);

        _output.ToString().Should().Contain("payment.835: duplicate, taken on");
        Scalar("SELECT COUNT(*) FROM denial").Should().Be(1);
        (await Run(["verify", "--tenant", "7"])).Should().Be(0);
        _output.ToString().Should().Contain("0 broken");
    }

    [Fact]
    public async Task Import_UnreadableAmongGood_TakesTheGoodAndAnswersOne()
    {
        await OpenTenant();
        var (good, bad) = (Path.Combine(_folder, "good.835"), Path.Combine(_folder, "bad.835"));
        await System.IO.File.WriteAllBytesAsync(good, TestRemittances.File(1, Of(Claim("RC-1", Line("99213", 100, "CO-197 100")))));
        await System.IO.File.WriteAllTextAsync(bad, "Dear office");

        (await Run(["import", bad, Path.Combine(_folder, "missing.835"), good, "--tenant", "7"])).Should().Be(1);

        _error.ToString().Should().Contain("bad.835: refused").And.Contain("missing.835");
        Scalar("SELECT COUNT(*) FROM denial").Should().Be(1);
    }

    [Theory]
    [InlineData("There is no tenant 9", "import", "x.835", "--tenant", "9")]
    [InlineData("--tenant", "import", "x.835")]
    [InlineData("--tenat", "import", "x.835", "--tenant", "7", "--tenat", "9")]
    [InlineData("There is no tenant 9", "verify", "--tenant", "9")]
    [InlineData("not understood", "verify", "--tenat", "9")]
    public async Task Command_Wrong_AnswersTwo(string said, params string[] words)
    {
        await OpenTenant();
        (await Run(words)).Should().Be(2);
        _error.ToString().Should().Contain(said);
    }

    [Fact]
    public async Task Verify_BalanceTamperedWith_AnswersTwoAndNamesIt()
    {
        await OpenTenant();
        var path = Path.Combine(_folder, "payment.835");
        await System.IO.File.WriteAllBytesAsync(path, TestRemittances.File(1, Of(Claim("RC-1", Line("99213", 100, "CO-197 100")))));
        await Run(["import", path, "--tenant", "7"]);
        Scalar("UPDATE claim SET balance_cents = 1 RETURNING 1");

        (await Run(["verify"])).Should().Be(2);

        _output.ToString().Should().Contain("BROKEN  ClaimBalance");
    }

    [Fact]
    public async Task Verify_WithACheckpoint_WritesItThenFindsACutTail()
    {
        await OpenTenant();
        var kept = Path.Combine(_folder, "checkpoint.txt");
        (await Run(["verify", "--checkpoint", kept])).Should().Be(0);
        var first = await System.IO.File.ReadAllTextAsync(kept);
        first.Should().StartWith("writeoff checkpoint 1\n7 ");
        (await Run(["person", "add", "--tenant", "7", "--email", "cy@river.example", "--name", "Cy", "--role", "manager"])).Should().Be(0);
        (await Run(["verify", "--checkpoint", kept, "--tenant", "7"])).Should().Be(0);
        var second = await System.IO.File.ReadAllTextAsync(kept);
        second.Should().NotBe(first);

        Scalar("""
            DROP TRIGGER audit_row_no_delete; DELETE FROM audit_row WHERE sequence = (SELECT MAX(sequence) FROM audit_row);
            UPDATE audit_head SET sequence = sequence - 1, hash = (SELECT hash FROM audit_row ORDER BY sequence DESC LIMIT 1);
            CREATE TRIGGER audit_row_no_delete BEFORE DELETE ON audit_row BEGIN SELECT RAISE(ABORT, 'no'); END; SELECT 1
            """);
        (await Run(["verify"])).Should().Be(0, "the database alone looks whole");
        (await Run(["verify", "--checkpoint", kept])).Should().Be(2);
        _output.ToString().Should().Contain("BROKEN  AuditCheckpoint");
        (await System.IO.File.ReadAllTextAsync(kept)).Should().Be(second, "a checkpoint never moves over broken records");
        await System.IO.File.WriteAllTextAsync(kept, "something else");
        (await Run(["verify", "--checkpoint", kept])).Should().Be(2);
        _error.ToString().Should().Contain("checkpoint.txt: Line 1");
    }

    [Theory]
    [InlineData("import")]
    [InlineData("verify")]
    [InlineData("tenant", "add")]
    [InlineData("person", "add")]
    public async Task Help_EachCommand_SaysWhatItIsFor(params string[] command)
    {
        (await CommandLine.Run([.. command, "--help"], _output, _error)).Should().Be(0);
        _output.ToString().Should().Contain("Description:").And.Contain(command[^1]);
    }

    private Task<int> OpenTenant(string password = Passphrase) => Run(
        ["tenant", "add", "--id", "7", "--name", "River Clinic", "--gate", "above", "--above", "250.00", "--admin-email", "ada@river.example", "--admin-name", "Ada Obi"], password);

    private async Task<int> Run(string[] words, string password = Passphrase)
    {
        Console.SetIn(new StringReader(password));
        return await CommandLine.Run([.. words, $"--Database:ConnectionString={Connection}", "--Logging:LogLevel:Default=None", "--environment=Production"], _output, _error);
    }

    private long Scalar(string sql)
    {
        using var connection = new SqliteConnection(Connection);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        Console.SetIn(_input);
        _output.Dispose();
        _error.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
