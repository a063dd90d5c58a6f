namespace WriteOff.Domain.Remittances.X12;

/// <summary>Guesses the delimiters of a file without ISA from windows of its text: <c>~</c> before line breaks, the element separator from <c>ST*835</c>.</summary>
internal sealed class DelimiterGuess
{
    private byte _element;
    private bool _tilde;
    private bool _crLf;

    public Delimiters Delimiters => new(
        _element == 0 ? (byte)'*' : _element, (byte)':', 0, _tilde ? (byte)'~' : (byte)'\n', !_tilde && _crLf, DelimiterSource.NoInterchange);

    /// <summary>True when <c>ST*835</c> was seen.</summary>
    public bool HasTransaction => _element != 0;

    /// <summary>Takes in a window; windows overlap by some bytes, so that nothing falls between two.</summary>
    public void Look(ReadOnlySpan<byte> window)
    {
        _tilde = _tilde || window.Contains((byte)'~');
        _crLf = _crLf || window.IndexOf("\r\n"u8) >= 0;
        if (_element != 0) return;
        for (var from = 0; from < window.Length;)
        {
            var at = window[from..].IndexOf("835"u8);
            if (at < 0) return;
            at += from;
            from = at + 3;
            if (at < 3 || window[at - 3] != (byte)'S' || window[at - 2] != (byte)'T') continue;
            if (at > 3 && Latin1.IsAsciiAlphanumeric(window[at - 4])) continue;
            var element = window[at - 1];
            if (Latin1.IsAsciiAlphanumeric(element) || Latin1.IsSpace(element)) continue;
            _element = element;
            return;
        }
    }
}
