using System.Data.Common;
using System.Text;

namespace WriteOff.Domain.Verification;

/// <summary>Audit rows in chain order, a batch at a time.</summary>
internal interface IAuditRows : IAsyncDisposable
{
    /// <summary>Fills the batch anew; false when there was no row left.</summary>
    ValueTask<bool> Fill(AuditBatch batch, CancellationToken cancellationToken);
}

/// <summary>Through the provider's own reader: SQL Server, and any engine to come.</summary>
internal sealed class ReaderAuditRows(DbCommand command, DbDataReader reader) : IAuditRows
{
    public async ValueTask<bool> Fill(AuditBatch batch, CancellationToken cancellationToken)
    {
        batch.Clear();
        while (!batch.IsFull && await reader.ReadAsync(cancellationToken)) Take(batch);
        return batch.Entries.Count > 0;
    }

    public async ValueTask DisposeAsync()
    {
        await reader.DisposeAsync();
        await command.DisposeAsync();
    }

    private void Take(AuditBatch batch)
    {
        batch.Begin();
        var isReadable = true;
        try
        {
            for (var n = 0; n < AuditLayout.Fields.Count; n++) Take(batch, AuditLayout.Fields[n], n);
        }
        catch (Exception unreadable) when (unreadable is FormatException or InvalidCastException or OverflowException or ArgumentException)
        {
            isReadable = false;
        }

        batch.End(reader.GetInt32(0), reader.GetInt64(1), reader.GetValue(AuditLayout.Fields.Count) as byte[], isReadable);
    }

    private void Take(AuditBatch batch, AuditField field, int n)
    {
        var isNull = reader.IsDBNull(n);
        if (isNull && !field.IsOptional) throw new InvalidCastException(field.Column);
        switch (field.Kind)
        {
            case FieldKind.Int32: batch.Int32(isNull ? null : reader.GetInt32(n)); break;
            case FieldKind.Int64: batch.Int64(isNull ? null : reader.GetInt64(n)); break;
            case FieldKind.Guid: batch.Guid(reader.GetGuid(n)); break;
            case FieldKind.Text when isNull: batch.NoText(); break;
            case FieldKind.Text: batch.Text(Encoding.UTF8.GetBytes(reader.GetString(n))); break;
            case FieldKind.Hash: batch.Bytes(Whole((byte[])reader.GetValue(n))); break;
        }
    }

    private static byte[] Whole(byte[] hash) => hash.Length == AuditLayout.HashLength ? hash : throw new FormatException("A hash has 32 bytes.");
}
