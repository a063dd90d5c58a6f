using System.Text;

namespace WriteOff.Domain.Denials.Filters;

/// <summary>What a piece of filter text is.</summary>
internal enum TokenKind
{
    /// <summary>Field, keyword, number or bare text.</summary>
    Word = 1,
    /// <summary>Text in quotes.</summary>
    Quoted,
    /// <summary>A run of <c>= ! &lt; &gt; ~</c>.</summary>
    Sign,
    Open,
    Close,
    Comma,
    /// <summary>A quote that never ends.</summary>
    Unclosed,
    /// <summary>A control character or half a character.</summary>
    Unreadable,
    End,
}

/// <summary>A piece of filter text.</summary>
/// <param name="Text">As it counts: without quotes, doubled quotes single.</param>
/// <param name="Start">Zero-based place.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Start, int Length)
{
    public int End => Start + Length;

    public bool Is(string keyword) => Kind == TokenKind.Word && string.Equals(Text, keyword, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Cuts filter text into pieces. Never throws; what can't be read is a piece of its own kind.</summary>
internal static class FilterLexer
{
    private static readonly string[] Keywords = ["and", "or", "not", "in", "between", "is", "empty"];

    public static bool IsKeyword(string word) => Keywords.Contains(word, StringComparer.OrdinalIgnoreCase);

    /// <summary>True when the text can stand without quotes.</summary>
    public static bool CanStandBare(string text) => text.Length > 0 && !IsKeyword(text) && text.All(IsWordChar);

    public static List<Token> Cut(string text)
    {
        List<Token> tokens = [];
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var token = Next(text, at);
            tokens.Add(token);
            at = token.End;
        }

        tokens.Add(new Token(TokenKind.End, "", text.Length, 0));
        return tokens;
    }

    private static Token Next(string text, int at) => text[at] switch
    {
        '(' => new Token(TokenKind.Open, "(", at, 1),
        ')' => new Token(TokenKind.Close, ")", at, 1),
        ',' => new Token(TokenKind.Comma, ",", at, 1),
        '"' or '\'' => Quote(text, at),
        var c when IsSign(c) => Run(text, at, TokenKind.Sign, IsSign),
        var c when IsWordChar(c) => Run(text, at, TokenKind.Word, IsWordChar),
        var c when char.IsHighSurrogate(c) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) => new Token(TokenKind.Word, text.Substring(at, 2), at, 2),
        _ => new Token(TokenKind.Unreadable, text.Substring(at, 1), at, 1),
    };

    private static bool IsSign(char c) => c is '=' or '!' or '<' or '>' or '~';

    private static bool IsWordChar(char c) => !char.IsWhiteSpace(c) && !char.IsControl(c) && !char.IsSurrogate(c) && !IsSign(c) && c is not ('(' or ')' or ',' or '"' or '\'' or '\uFFFE' or '\uFFFF');

    private static Token Run(string text, int at, TokenKind kind, Func<char, bool> belongs)
    {
        var end = at;
        while (end < text.Length && belongs(text[end])) end++;
        return new Token(kind, text[at..end], at, end - at);
    }

    private static Token Quote(string text, int at)
    {
        var quote = text[at];
        var said = new StringBuilder();
        for (var n = at + 1; n < text.Length; n++)
        {
            if (text[n] == quote)
            {
                if (n + 1 >= text.Length || text[n + 1] != quote) return new Token(TokenKind.Quoted, said.ToString(), at, n + 1 - at);
                n++;
            }
            else if (char.IsHighSurrogate(text[n]) && n + 1 < text.Length && char.IsLowSurrogate(text[n + 1]))
            {
                said.Append(text[n++]);
            }
            else if (char.IsControl(text[n]) || char.IsSurrogate(text[n]))
            {
                return new Token(TokenKind.Unreadable, text.Substring(n, 1), n, 1);
            }

            said.Append(text[n]);
        }

        return new Token(TokenKind.Unclosed, said.ToString(), at, text.Length - at);
    }
}
