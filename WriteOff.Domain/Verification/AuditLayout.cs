using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace WriteOff.Domain.Verification;

/// <summary>How a column of an audit row lies under the hash.</summary>
internal enum FieldKind
{
    Int32 = 1,
    Int64,
    Guid,
    Text,
    Hash,
}

/// <summary>One field under the audit hash.</summary>
internal readonly record struct AuditField(string Column, FieldKind Kind, bool IsOptional = false);

/// <summary>The layout of docs/audit-layout.md, written a second time on purpose: what checks the seal must not be made by it.</summary>
internal static class AuditLayout
{
    public const byte Version = 1;

    public const int HashLength = 32;

    /// <summary>The fields in the order of the layout; the row's own hash, which isn't under it, is selected behind them.</summary>
    public static IReadOnlyList<AuditField> Fields { get; } =
    [
        new("tenant_id", FieldKind.Int32), new("sequence", FieldKind.Int64), new("at", FieldKind.Int64), new("actor_id", FieldKind.Guid), new("act", FieldKind.Int32),
        new("denial_id", FieldKind.Int64, true), new("claim_id", FieldKind.Int64, true), new("request_id", FieldKind.Int64, true), new("remittance_id", FieldKind.Int64, true),
        new("amount_cents", FieldKind.Int64, true), new("status_before", FieldKind.Int32, true), new("status_after", FieldKind.Int32, true),
        new("balance_before_cents", FieldKind.Int64, true), new("balance_after_cents", FieldKind.Int64, true),
        new("actor_name", FieldKind.Text), new("reason_code", FieldKind.Text, true), new("note", FieldKind.Text, true), new("detail", FieldKind.Text, true),
        new("previous_hash", FieldKind.Hash),
    ];

    /// <summary>Every audit row in chain order.</summary>
    /// <param name="function">A function that takes the fields of a row; null: they are selected.</param>
    public static string Query(bool oneTenant, string? function = null)
    {
        var fields = string.Join(", ", Fields.Select(f => f.Column).Append("hash"));
        return $"SELECT {(function is null ? fields : $"{function}({fields})")} FROM audit_row{(oneTenant ? " WHERE tenant_id = @tenant" : "")} ORDER BY tenant_id, sequence";
    }
}

/// <summary>Some audit rows as the bytes under their hashes, one behind the other, each followed by the hash that it carries. Kept and filled again.</summary>
internal sealed class AuditBatch
{
    private const int Full = 256 * 1024;
    private readonly List<AuditEntry> _entries = new(1_024);
    private byte[] _bytes = new byte[Full * 2];
    private int _length;
    private int _start;

    public bool IsFull => _length >= Full;

    public IReadOnlyList<AuditEntry> Entries => _entries;

    /// <summary>The bytes under the hash.</summary>
    public ReadOnlySpan<byte> Layout(AuditEntry entry) => _bytes.AsSpan(entry.Start, entry.Length);

    /// <summary>The hash that the row carries; zeros where it carries none.</summary>
    public ReadOnlySpan<byte> Hash(AuditEntry entry) => _bytes.AsSpan(entry.Start + entry.Length, AuditLayout.HashLength);

    /// <summary>The hash of the row before, as this row has it.</summary>
    public ReadOnlySpan<byte> PreviousHash(AuditEntry entry) => Layout(entry)[^AuditLayout.HashLength..];

    public void Clear()
    {
        _entries.Clear();
        _length = 0;
    }

    public void Begin()
    {
        _start = _length;
        Take(1)[0] = AuditLayout.Version;
    }

    public void Int32(int? value) => BinaryPrimitives.WriteInt32LittleEndian(Take(4), value ?? int.MinValue);

    public void Int64(long? value) => BinaryPrimitives.WriteInt64LittleEndian(Take(8), value ?? long.MinValue);

    public void Guid(Guid value) => value.TryWriteBytes(Take(16), bigEndian: true, out _);

    public void Bytes(ReadOnlySpan<byte> value) => value.CopyTo(Take(value.Length));

    public void Text(ReadOnlySpan<byte> utf8)
    {
        Int32(utf8.Length);
        Bytes(utf8);
    }

    /// <summary>Bytes that lie outside of the process's own memory.</summary>
    public void Bytes(nint from, int count)
    {
        Take(count);
        if (count > 0) Marshal.Copy(from, _bytes, _length - count, count);
    }

    public void Text(nint utf8, int count)
    {
        Int32(count);
        Bytes(utf8, count);
    }

    public void NoText() => Int32(-1);

    /// <summary>Ends the row with the hash that it carries.</summary>
    /// <param name="isReadable">False when a field held something that no writer of ours could have put there.</param>
    public void End(int tenant, long sequence, ReadOnlySpan<byte> hash, bool isReadable)
    {
        if (!isReadable) _length = _start;
        var entry = new AuditEntry(tenant, sequence, _start, _length - _start, isReadable);
        var stored = Take(AuditLayout.HashLength);
        if (hash.Length == stored.Length) hash.CopyTo(stored);
        else stored.Clear();
        _entries.Add(entry);
    }

    private Span<byte> Take(int count)
    {
        if (_length + count > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        _length += count;
        return _bytes.AsSpan(_length - count, count);
    }
}

/// <summary>Where one row of a batch lies.</summary>
internal readonly record struct AuditEntry(int Tenant, long Sequence, int Start, int Length, bool IsReadable);
