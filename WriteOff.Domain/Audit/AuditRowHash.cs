using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace WriteOff.Domain.Audit;

/// <summary>The hash over one audit row: a fixed binary layout, so that any tool can recompute it.</summary>
/// <remarks>
/// Layout, version 1, all numbers little-endian: version byte 1 · tenant int32 · sequence int64 · instant int64 (UTC ms) · actor 16 bytes
/// (RFC 4122 order) · act int32 · denial, claim, request, remittance int64 each · amount int64 · status before, after int32 each ·
/// balance before, after int64 each · actor name, reason code, note, detail as int32 byte length + UTF-8 · previous hash 32 bytes.
/// A missing number is its smallest value, a missing text has length −1, so that none can be mistaken for another.
/// </remarks>
public static class AuditRowHash
{
    /// <summary>SHA-256: 32 bytes.</summary>
    public const int HashLength = 32;

    private const byte LayoutVersion = 1;

    /// <summary>The hash that the row must carry, computed from its fields and its <see cref="AuditRow.PreviousHash"/>.</summary>
    public static byte[] Of(AuditRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var layout = new ArrayBufferWriter<byte>(512);
        Write(layout, row);
        return SHA256.HashData(layout.WrittenSpan);
    }

    /// <summary>The same into a buffer that the caller keeps from row to row, so that a long chain is checked in flat memory.</summary>
    internal static byte[] Of(AuditRow row, ArrayBufferWriter<byte> layout)
    {
        layout.ResetWrittenCount();
        Write(layout, row);
        return SHA256.HashData(layout.WrittenSpan);
    }

    private static void Write(ArrayBufferWriter<byte> to, AuditRow row)
    {
        to.Write([LayoutVersion]);
        Int32(to, row.TenantId);
        Int64(to, row.Sequence);
        Int64(to, row.At.ToUnixTimeMilliseconds());
        row.ActorId.TryWriteBytes(to.GetSpan(16), bigEndian: true, out var written);
        to.Advance(written);
        Int32(to, (int)row.Act);
        Int64(to, row.DenialId);
        Int64(to, row.ClaimId);
        Int64(to, row.RequestId);
        Int64(to, row.RemittanceId);
        Int64(to, row.AmountCents);
        Int32(to, row.StatusBefore);
        Int32(to, row.StatusAfter);
        Int64(to, row.BalanceBeforeCents);
        Int64(to, row.BalanceAfterCents);
        Text(to, row.ActorName);
        Text(to, row.ReasonCode);
        Text(to, row.Note);
        Text(to, row.Detail);
        to.Write(row.PreviousHash);
    }

    private static void Int32(ArrayBufferWriter<byte> to, int? value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(to.GetSpan(4), value ?? int.MinValue);
        to.Advance(4);
    }

    private static void Int64(ArrayBufferWriter<byte> to, long? value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(to.GetSpan(8), value ?? long.MinValue);
        to.Advance(8);
    }

    private static void Text(ArrayBufferWriter<byte> to, string? value)
    {
        if (value is null)
        {
            Int32(to, -1);
            return;
        }

        Int32(to, Encoding.UTF8.GetByteCount(value));
        to.Advance(Encoding.UTF8.GetBytes(value, to.GetSpan(Encoding.UTF8.GetMaxByteCount(value.Length))));
    }
}
