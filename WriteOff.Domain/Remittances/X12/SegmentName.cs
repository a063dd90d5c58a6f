using System.Runtime.CompilerServices;

namespace WriteOff.Domain.Remittances.X12;

/// <summary>Segment names as numbers: two or three letters in one word, so that a switch decides.</summary>
internal static class SegmentName
{
    public const uint Isa = 'I' | ('S' << 8) | ('A' << 16);
    public const uint Iea = 'I' | ('E' << 8) | ('A' << 16);
    public const uint Gs = 'G' | ('S' << 8);
    public const uint Ge = 'G' | ('E' << 8);
    public const uint St = 'S' | ('T' << 8);
    public const uint Se = 'S' | ('E' << 8);
    public const uint Bpr = 'B' | ('P' << 8) | ('R' << 16);
    public const uint Trn = 'T' | ('R' << 8) | ('N' << 16);
    public const uint N1 = 'N' | ('1' << 8);
    public const uint Lx = 'L' | ('X' << 8);
    public const uint Clp = 'C' | ('L' << 8) | ('P' << 16);
    public const uint Svc = 'S' | ('V' << 8) | ('C' << 16);
    public const uint Plb = 'P' | ('L' << 8) | ('B' << 16);
    public const uint Cas = 'C' | ('A' << 8) | ('S' << 16);
    public const uint Ref = 'R' | ('E' << 8) | ('F' << 16);
    public const uint Dtm = 'D' | ('T' << 8) | ('M' << 16);
    public const uint Amt = 'A' | ('M' << 8) | ('T' << 16);
    public const uint Lq = 'L' | ('Q' << 8);
    public const uint Moa = 'M' | ('O' << 8) | ('A' << 16);
    public const uint Mia = 'M' | ('I' << 8) | ('A' << 16);
    public const uint Nm1 = 'N' | ('M' << 8) | ('1' << 16);

    /// <summary>The name of the current segment; 0 for anything that has not two or three characters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Of(SegmentReader segments)
    {
        var elements = segments.Elements();
        var name = elements[0];
        if (name.Length is not (2 or 3)) return 0;
        var word = (uint)elements.Word(name);
        return name.Length == 3 && word < 0x10000 ? 0 : word;
    }
}
