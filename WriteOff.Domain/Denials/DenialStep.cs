using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Denials;

/// <summary>One step of one denial by the table: found, allowed, unchanged, done, recorded with before and after.</summary>
internal static class DenialStep
{
    /// <param name="then">What the act does besides the step; returns the audit row's own fields, or why it is refused after all.</param>
    public static async Task<Outcome<DenialStamp>> Take(UnitOfWork unit, DenialAsk ask, DenialAct act,
        Func<Denial, CancellationToken, Task<Outcome<AuditRow>>> then, AuditAct audit, CancellationToken cancellationToken)
    {
        var denial = await unit.Db.Set<Denial>().SingleOrDefaultAsync(d => d.Id == ask.DenialId, cancellationToken);
        if (denial is null) return DenialDecider.NotFound;
        if (DenialDecider.Judge(denial.Status, unit.Grants.Scopes, act) is { } refusal) return refusal;
        var (before, version) = (denial.Status, denial.Version);
        var row = await then(denial, cancellationToken);
        if (!row.IsDone) return row.Refusal;
        if (version != ask.Version) return DenialDecider.Changed;
        denial.Step(act);
        unit.Touch(denial);
        unit.Record(audit, new AuditRow
        {
            DenialId = denial.Id, ClaimId = denial.ClaimId, Note = row.Value.Note, Detail = row.Value.Detail,
            StatusBefore = (int)before, StatusAfter = (int)denial.Status,
            BalanceBeforeCents = denial.BalanceCents, BalanceAfterCents = denial.BalanceCents,
        });
        return new DenialStamp(denial.Id, version + 1, denial.Status);
    }
}

/// <summary>What a free text must be.</summary>
public static class Notes
{
    /// <summary>Fewest visible characters of a note that is needed.</summary>
    public const int MinVisible = 3;

    /// <summary>Null when the text is fine: not too long, nothing unprintable, and with at least three visible characters where it is needed.</summary>
    public static Refusal? Refuse(string? text, bool needed, string field = "note")
    {
        if (needed && Visible(text) < MinVisible)
            return new Refusal("NoteRequired", "A note is needed.", "Write what the next reader must know, 3 characters or more.", field);
        if ((text?.Length ?? 0) > DenialNote.MaxLength)
            return new Refusal("NoteTooLong", string.Create(CultureInfo.InvariantCulture, $"The note has {text!.Length:N0} characters."), string.Create(CultureInfo.InvariantCulture, $"Shorten it to {DenialNote.MaxLength:N0}."), field);
        return (text ?? "").Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')) || HasLoneSurrogate(text ?? "")
            ? new Refusal("NoteUnreadable", "The note has characters that can't be shown.", "Type it instead of pasting it.", field)
            : null;
    }

    /// <summary>Counts letters, digits and marks that a reader sees; blanks and invisible characters don't count.</summary>
    public static int Visible(string? text) =>
        (text ?? "").EnumerateRunes().Count(r => (Rune.IsLetterOrDigit(r) || Rune.IsPunctuation(r) || Rune.IsSymbol(r)) && !Blank.Contains(r.Value));

    /// <summary>Unicode counts these as letters and symbols, yet they show as nothing: Hangul fillers, the empty Braille cell, the null notehead.</summary>
    private static readonly int[] Blank = [0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800, 0x1D159];

    private static bool HasLoneSurrogate(string text)
    {
        for (var n = 0; n < text.Length; n++)
        {
            if (char.IsHighSurrogate(text[n]) && n + 1 < text.Length && char.IsLowSurrogate(text[n + 1])) n++;
            else if (char.IsSurrogate(text[n])) return true;
        }

        return false;
    }
}
