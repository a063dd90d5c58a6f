namespace WriteOff.Tests.Domain.Remittances;

/// <summary>A stream that gives seven bytes at a time, as a slow network does.</summary>
internal sealed class TricklingStream(byte[] bytes) : MemoryStream(bytes)
{
    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(7, count));

    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(7, buffer.Length)]);
}
