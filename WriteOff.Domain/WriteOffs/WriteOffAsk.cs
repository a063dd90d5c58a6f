using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using WriteOff.Domain.Access;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.WriteOffs;

/// <summary>What is wrong with an amount as typed.</summary>
public enum AmountProblem
{
    None = 0,
    /// <summary>Not a number.</summary>
    Unreadable,
    /// <summary>More than two decimals.</summary>
    TooFine,
}

/// <summary>An amount as the person typed it: read, or what is wrong with it. The domain refuses, not the text box.</summary>
public readonly record struct AskedAmount(Money Money, AmountProblem Problem = AmountProblem.None)
{
    public static implicit operator AskedAmount(Money money) => new(money);

    /// <summary>Reads <c>1,284.50</c>, <c>$12</c>, <c>.5</c>; never throws.</summary>
    public static AskedAmount Read(string? text)
    {
        if (Money.TryReadInput(text, out var money)) return money;
        var s = (text ?? "").Trim().TrimStart('-', '\u2212', '$').Replace(",", "", StringComparison.Ordinal);
        var isNumber = decimal.TryParse(s, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);
        var dot = s.IndexOf('.', StringComparison.Ordinal);
        return new AskedAmount(Money.Zero, isNumber && dot >= 0 && s.Length - dot > 3 ? AmountProblem.TooFine : AmountProblem.Unreadable);
    }
}

/// <summary>One line of an ask: a reason by its code, and an amount.</summary>
public sealed record WriteOffAskLine(string ReasonCode, AskedAmount Amount);

/// <summary>An ask to write off one denial.</summary>
/// <param name="Version">The denial's version that the person looked at.</param>
/// <param name="Key">Made once per dialog; a repeat with the same key and content changes nothing and gets the same answer.</param>
public sealed record WriteOffAsk(long DenialId, long Version, Guid Key, IReadOnlyList<WriteOffAskLine> Lines, string? Note)
{
    /// <summary>Most lines of one request.</summary>
    public const int MaxLines = 8;

    /// <summary>The rails that the person means to pass. One that doesn't stand is no harm, and is not recorded.</summary>
    public IReadOnlyList<RailOverride> Overrides { get; init; } = [];

    /// <summary>A row of a mass run, which nobody looked at by itself.</summary>
    public bool IsMass { get; init; }

    /// <summary>SHA-256 of who asks for what, without the version: a repeat after the first one succeeded still is the same ask.</summary>
    internal byte[] ContentHash(Actor actor)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{actor.UserId:N}|{DenialId}|{(Note ?? "").Trim().Length}|{(Note ?? "").Trim()}");
        foreach (var line in Lines) text.Append(CultureInfo.InvariantCulture, $"|{(line.ReasonCode ?? "").Length}|{line.ReasonCode}={line.Amount.Money.Cents}");
        foreach (var pass in Overrides) text.Append(CultureInfo.InvariantCulture, $"|{pass.Rail}:{pass.Reason}:{pass.Text.Trim().Length}|{pass.Text.Trim()}");
        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
