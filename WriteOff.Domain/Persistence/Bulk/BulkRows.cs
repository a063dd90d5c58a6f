using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace WriteOff.Domain.Persistence.Bulk;

/// <summary>Many rows at once in the transaction of an act: prepared statements on SQLite, bulk copy and set statements on SQL Server. One row is many rows, once.</summary>
/// <remarks>Only <c>WorkbenchWriter</c>' entries hand it out, so tenant isolation holds here too: the tenant is the database's own, and a row that isn't as it was read stops everything.</remarks>
internal abstract class BulkRows
{
    /// <summary>The writer of the database that an act has open, inside its transaction.</summary>
    public static BulkRows In(WorkbenchDb db) =>
        db.Database.CurrentTransaction is { } current ? Over(db, current.GetDbTransaction()) : throw new TenantIsolationException("Rows are written in bulk only inside an act's transaction.");

    /// <summary>Reads rows by id outside an act, each as it is at that moment.</summary>
    public static async Task<T?[]> ReadOnly<T>(WorkbenchDb db, ReadShape<T> shape, IReadOnlyList<long> ids, CancellationToken cancellationToken) where T : struct
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            return await Over(db, null).Read(shape, ids, cancellationToken);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private static BulkRows Over(WorkbenchDb db, DbTransaction? transaction) => db.Database.GetDbConnection() switch
    {
        SqliteConnection sqlite => new SqliteRows(sqlite, db.TenantId),
        SqlConnection sql => new SqlServerRows(sql, (SqlTransaction?)transaction, db.TenantId),
        var other => throw new NotSupportedException(other.GetType().Name),
    };

    /// <summary>A long transaction comes: its pages should be written once, at its end.</summary>
    /// <param name="megabytes">The page cache until the connection goes back; SQL Server sizes its own.</param>
    public abstract void ExpectMany(int megabytes);

    /// <summary>Adds the rows, in order.</summary>
    public abstract Task Insert<T>(InsertShape<T> shape, IReadOnlyList<T> rows, CancellationToken cancellationToken);

    /// <summary>Changes the rows.</summary>
    /// <exception cref="DbUpdateConcurrencyException">A row isn't there or hasn't the version that was read.</exception>
    public abstract Task Update<T>(UpdateShape<T> shape, IReadOnlyList<T> rows, CancellationToken cancellationToken);

    /// <summary>Adds to rows of sums, no key twice.</summary>
    public abstract Task Raise<T>(RaiseShape<T> shape, IReadOnlyList<T> rows, CancellationToken cancellationToken);

    /// <summary>Reads rows by id: one place per id, empty where there is no such row of the tenant.</summary>
    public abstract Task<T?[]> Read<T>(ReadShape<T> shape, IReadOnlyList<long> ids, CancellationToken cancellationToken) where T : struct;

    /// <summary>A row that must have changed did not: the tenant lock was not respected somewhere. Nothing of the act is kept.</summary>
    protected static DbUpdateConcurrencyException Lost(string table) => new($"A row of {table} isn't as it was read.");
}
