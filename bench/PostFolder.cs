using Microsoft.Data.Sqlite;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Remittances.Unposting;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;

namespace WriteOff.Bench;

/// <summary>A temporary folder with a migrated database of one tenant, in which earlier remittances stand.</summary>
internal sealed class PostFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("writeoff-bench");
    private readonly NewPerson _clerk = new(Guid.NewGuid(), "Clerk", "clerk@example.test", Role.BillingSupervisor);

    public string File(string name) => Path.Combine(_folder.FullName, name);

    public string ConnectionString(string name) => $"Data Source={File(name)};Pooling=True";

    /// <summary>Migrates, opens the tenant and posts what the main file speaks of again.</summary>
    public async Task Fill(string name, int claims, int openDenials)
    {
        var product = new PostProduct(ConnectionString(name), _clerk);
        await product.Open();
        using var history = PostFile.History(File("history.835"), claims);
        await product.Take(history);
        if (openDenials == 0) return;
        using var open = PostFile.Open(File("open.835"), openDenials);
        await product.Take(open);
    }

    /// <summary>A copy of a database as it is now, and the product on it.</summary>
    public PostProduct Twin(string name, string twin)
    {
        using (var from = new SqliteConnection(ConnectionString(name)))
        using (var to = new SqliteConnection($"Data Source={File(twin)};Pooling=False"))
        {
            from.Open();
            to.Open();
            from.BackupDatabase(to);
        }

        return new PostProduct(ConnectionString(twin), _clerk);
    }

    public void Delete(string name)
    {
        SqliteConnection.ClearAllPools();
        foreach (var end in (string[])["", "-wal", "-shm"]) System.IO.File.Delete(File(name) + end);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}

/// <summary>The product on one database: takes files, and lets one person write off meanwhile.</summary>
internal sealed class PostProduct
{
    private readonly NewPerson _clerk;
    private readonly WorkbenchDbs _dbs;
    private readonly WorkbenchWriter _writer;
    private readonly string _connectionString;

    public PostProduct(string connectionString, NewPerson clerk)
    {
        var options = new DatabaseOptions { Provider = DatabaseProvider.Sqlite, ConnectionString = connectionString };
        var keys = new Keys(TimeProvider.System);
        (_clerk, _connectionString, _dbs) = (clerk, connectionString, new WorkbenchDbs(options));
        _writer = new WorkbenchWriter(_dbs, TimeProvider.System, keys, new WriteGate(options), new ChangeFeed());
        Grid = new DenialGrid(_dbs, TimeProvider.System, LiveRequests.Facts, new AccessLog(_writer, TimeProvider.System, keys));
        Single = new WriteOffService(_writer, _dbs, TimeProvider.System);
    }

    public Actor Clerk => new(SingleFolder.TenantId, _clerk.Id, _clerk.DisplayName);

    public DenialGrid Grid { get; }

    public WriteOffService Single { get; }

    public Task<Outcome<RemittanceReceipt>> Unpost(long remittanceId) => new UnpostService(_writer, _dbs).Unpost(Clerk, remittanceId, MassBench.Note);

    public async Task Open()
    {
        await new DatabaseSetup(_dbs).Migrate();
        await new TenantSetup(_writer, _dbs).Open(new NewTenant(SingleFolder.TenantId, "Bench") { People = [_clerk] });
    }

    public async Task<FileReceipt> Take(FileStream file) => (await new RemittanceIntake(_writer, _dbs).Take(Actor.System(SingleFolder.TenantId), file.Name, file)).Value;

    public void Checkpoint()
    {
        using var connection = new SqliteConnection(_connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        command.ExecuteNonQuery();
    }
}
