using WriteOff.Domain.Remittances.X12;

namespace WriteOff.Domain.Remittances.Reversals;

/// <summary>A claim payment as it is stored, and read again.</summary>
internal static class StoredSegments
{
    /// <summary>Element, component, repetition, terminator; a blank where there is none.</summary>
    public static string DelimitersOf(ClaimPayment payment) => string.Create(4, payment.Delimiters, static (text, d) =>
    {
        text[0] = (char)d.Element;
        text[1] = d.Component == 0 ? ' ' : (char)d.Component;
        text[2] = d.Repetition == 0 ? ' ' : (char)d.Repetition;
        text[3] = (char)d.Terminator;
    });

    /// <summary>Null when the stored text can't be read again.</summary>
    public static ClaimPayment? Read(RemittanceClaim stored) => Read(stored.Segments, stored.Delimiters);

    public static ClaimPayment? Read(string segments, string delimiters) => delimiters.Length != 4 ? null
        : ClaimPayment.Parse(segments, new Delimiters((byte)delimiters[0], Optional(delimiters[1]), Optional(delimiters[2]), (byte)delimiters[3], false, DelimiterSource.Assumed));

    private static byte Optional(char c) => c == ' ' ? (byte)0 : (byte)c;
}
