using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace WriteOff.Domain.Persistence;

/// <summary>Tells a row that the database will never take from a database that can't be reached just now.</summary>
internal static class RowFailures
{
    private const int SqliteConstraint = 19;

    /// <summary>True when a constraint or trigger refused the row: trying again changes nothing.</summary>
    public static bool IsConstraint(DbException failure) => failure switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode == SqliteConstraint,
        SqlException sql => sql.Number is 515 or 547 or 2601 or 2627 or 51000,
        _ => false,
    };
}
