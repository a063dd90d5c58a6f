using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace WriteOff.Domain.Persistence;

/// <summary>Instants are stored as UTC milliseconds: one exact, ordered number on both databases, and the same one under the audit hash.</summary>
public sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
    instant => instant.ToUnixTimeMilliseconds(),
    stored => DateTimeOffset.FromUnixTimeMilliseconds(stored));
