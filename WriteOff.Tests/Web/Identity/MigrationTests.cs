using Microsoft.EntityFrameworkCore;
using WriteOff.Web.Identity;

namespace WriteOff.Tests.Web.Identity;

public sealed class MigrationTests
{
    [Fact]
    public void Migrations_OfBothDatabases_FitTheModel()
    {
        using var sqlite = new SqliteIdentityDesign().CreateDbContext([]);
        using var server = new SqlServerIdentityDesign().CreateDbContext([]);
        sqlite.Database.HasPendingModelChanges().Should().BeFalse();
        server.Database.HasPendingModelChanges().Should().BeFalse();
        sqlite.Model.GetEntityTypes().Select(t => t.GetTableName()).Should().OnlyContain(name => name!.StartsWith("identity_", StringComparison.Ordinal));
    }
}
