using WriteOff.Domain.Shared;

namespace WriteOff.Web.Identity;

/// <summary>What a password may be, pure: whoever chooses one is asked the same.</summary>
public static class PasswordRules
{
    /// <summary>Fewest characters.</summary>
    public const int Shortest = 12;

    /// <summary>Most characters.</summary>
    public const int Longest = 256;

    /// <summary>Null when the new password may be taken.</summary>
    public static Refusal? Refuse(string fresh, string repeat, string? email)
    {
        ArgumentNullException.ThrowIfNull(fresh);
        if (fresh.Length is < Shortest or > Longest) return new Refusal("FreshLength", $"The new password has {fresh.Length} characters.", $"Choose one of {Shortest} to {Longest}.", "fresh");
        if (fresh.Distinct().Count() < 5 || fresh.Contains(email ?? "@", StringComparison.OrdinalIgnoreCase))
            return new Refusal("FreshEasy", "The new password is easy to guess.", "Choose one with more different characters, without your e-mail address.", "fresh");
        return string.Equals(fresh, repeat, StringComparison.Ordinal) ? null : new Refusal("RepeatDiffers", "The two new passwords differ.", "Type the new one again.", "repeat");
    }
}
