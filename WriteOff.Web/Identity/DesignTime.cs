using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using WriteOff.Domain.Persistence;
using WriteOff.Web.Composition;

namespace WriteOff.Web.Identity;

/// <summary>Lets the migrations tool make the SQLite context without starting the product.</summary>
public sealed class SqliteIdentityDesign : IDesignTimeDbContextFactory<SqliteIdentityDb>
{
    public SqliteIdentityDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteIdentityDb>().UseWriteOff(new DatabaseChoice(DatabaseProvider.Sqlite, "Data Source=design.db"), IdentityDb.History).Options);
}

/// <summary>Lets the migrations tool make the SQL Server context without starting the product.</summary>
public sealed class SqlServerIdentityDesign : IDesignTimeDbContextFactory<SqlServerIdentityDb>
{
    public SqlServerIdentityDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqlServerIdentityDb>().UseWriteOff(new DatabaseChoice(DatabaseProvider.SqlServer, "Server=design"), IdentityDb.History).Options);
}
