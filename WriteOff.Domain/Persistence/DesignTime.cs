using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace WriteOff.Domain.Persistence;

/// <summary>For <c>dotnet ef migrations add … --context SqliteWorkbenchDb</c>; connects to nothing.</summary>
internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteWorkbenchDb>
{
    public SqliteWorkbenchDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteWorkbenchDb>().UseSqlite("Data Source=design-time.db").Options);
}

/// <summary>For <c>dotnet ef migrations add … --context SqlServerWorkbenchDb</c>; connects to nothing.</summary>
internal sealed class SqlServerDesignTime : IDesignTimeDbContextFactory<SqlServerWorkbenchDb>
{
    public SqlServerWorkbenchDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqlServerWorkbenchDb>().UseSqlServer("Server=design-time").Options);
}
