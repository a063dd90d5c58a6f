namespace WriteOff.Domain.Remittances.X12;

/// <summary>How the delimiters of an interchange became known.</summary>
public enum DelimiterSource
{
    /// <summary>Read from an ISA segment of the standard 106 characters.</summary>
    FixedWidth,

    /// <summary>Read by counting sixteen elements of an ISA whose blanks were lost or added.</summary>
    Counted,

    /// <summary>The ISA could not be understood; the usual <c>* : ~</c> were assumed.</summary>
    Assumed,

    /// <summary>The file has no ISA; they were guessed from the text.</summary>
    NoInterchange,
}

/// <summary>The delimiters of one interchange. X12 has no escape: each interchange declares its own in ISA.</summary>
/// <param name="Element">Between elements, the character after <c>ISA</c>.</param>
/// <param name="Component">Between the parts of a composite (ISA16); 0 where there is none.</param>
/// <param name="Repetition">Between repeated elements (ISA11 since 5010); 0 where there is none.</param>
/// <param name="Terminator">Ends a segment. A line feed stands for CR LF too: the CR is blank before it.</param>
/// <param name="CarriageReturn">True where the terminator is CR LF.</param>
/// <param name="Source">How they became known.</param>
public readonly record struct Delimiters(byte Element, byte Component, byte Repetition, byte Terminator, bool CarriageReturn, DelimiterSource Source)
{
    /// <summary>How much of the text <see cref="Sniff"/> looks at.</summary>
    internal const int Lookahead = 4096;

    private const int IsaWidth = 106;

    /// <summary>The delimiters nearly everyone uses: <c>* : ^ ~</c>.</summary>
    public static Delimiters Usual => new((byte)'*', (byte)':', (byte)'^', (byte)'~', false, DelimiterSource.Assumed);

    /// <summary>The terminator as text: one character, or CR LF.</summary>
    public string TerminatorText => CarriageReturn ? "\r\n" : ((char)Terminator).ToString();

    /// <summary>Reads the delimiters of the ISA segment that <paramref name="text"/> starts with.</summary>
    internal static Delimiters Sniff(ReadOnlySpan<byte> text)
    {
        var assumed = new Delimiters((byte)'*', (byte)':', 0, (byte)'~', false, DelimiterSource.Assumed);
        if (text.Length < 4) return assumed;
        var element = text[3];
        if (Latin1.IsAlphanumeric(element) || element is (byte)'\r' or (byte)'\n') return assumed;
        return SniffFixed(text, element) ?? SniffCounted(text, element) ?? assumed;
    }

    /// <summary>True when <paramref name="text"/> starts with something that is an ISA beyond doubt, not a word of the data.</summary>
    internal static bool IsUnmistakable(ReadOnlySpan<byte> text)
    {
        var found = Sniff(text);
        if (found.Source == DelimiterSource.FixedWidth) return true;
        if (found.Source != DelimiterSource.Counted) return false;
        var version = Nth(text, found.Element, 12);
        return version.Length == 5 && Latin1.AllDigits(version);
    }

    private static Delimiters? SniffFixed(ReadOnlySpan<byte> text, byte element)
    {
        if (text.Length < IsaWidth || text[103] != element || text[..105].Count(element) != 16) return null;
        var terminator = text[105];
        var crLf = false;
        if (terminator is (byte)'\r' or (byte)'\n')
        {
            // Terminated by the line break, unless a real terminator stands after it.
            var after = 105;
            var end = Math.Min(text.Length, 110);
            while (after < end && text[after] is (byte)'\r' or (byte)'\n') after++;
            if (after < end && !Latin1.IsAsciiAlphanumeric(text[after]) && !Latin1.IsSpace(text[after])) terminator = text[after];
            else (terminator, crLf) = LineBreak(text[105..]);
        }
        if (Latin1.IsAlphanumeric(terminator) || terminator == element) return null;
        return new(element, text[104], Repeats(Nth(text, element, 11)), terminator, crLf, DelimiterSource.FixedWidth);
    }

    private static Delimiters? SniffCounted(ReadOnlySpan<byte> text, byte element)
    {
        var at = 3;
        for (var n = 1; n < 16; n++)
        {
            var next = text[(at + 1)..].IndexOf(element);
            if (next < 0) return null;
            at += next + 1;
        }
        if (at + 2 >= text.Length) return null;
        var component = text[at + 1];
        var rest = text[(at + 2)..];
        if (component is (byte)'\r' or (byte)'\n')
        {
            rest = text[(at + 1)..];
            component = 0;
        }
        var (terminator, crLf) = LineBreak(rest);
        if (Latin1.IsAlphanumeric(terminator)) terminator = (byte)'~';
        return new(element, component, Repeats(Nth(text, element, 11)), terminator, crLf, DelimiterSource.Counted);
    }

    /// <summary>CR LF is kept as its line feed: the CR before it is blank that every segment loses anyway.</summary>
    private static (byte Terminator, bool CrLf) LineBreak(ReadOnlySpan<byte> text) =>
        text.StartsWith("\r\n"u8) ? ((byte)'\n', true) : (text[0], false);

    private static byte Repeats(ReadOnlySpan<byte> isa11) => isa11.IsEmpty || Latin1.IsAlphanumeric(isa11[0]) ? (byte)0 : isa11[0];

    private static ReadOnlySpan<byte> Nth(ReadOnlySpan<byte> text, byte element, int n)
    {
        for (; n > 0; n--)
        {
            var next = text.IndexOf(element);
            if (next < 0) return default;
            text = text[(next + 1)..];
        }
        var end = text.IndexOf(element);
        return end < 0 ? default : text[..end];
    }
}
