using System.Globalization;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Receivables.PostingBatches;

/// <summary>What an answer file says about one row.</summary>
/// <param name="Line">Its line in the file.</param>
public readonly record struct PostingAnswerLine(int Line, string Id, string Result, string Why);

/// <summary>The rules of posting batches. Pure.</summary>
public static class PostingBatchRules
{
    /// <summary>Most rows of one batch; what is left waits for the next one.</summary>
    public const int MostRows = 50_000;

    /// <summary>Business days after which a row without an answer is work.</summary>
    public const int DaysToAnswer = 2;

    /// <summary>The day so many business days (Monday to Friday) before a day.</summary>
    public static DateOnly BusinessDaysBefore(DateOnly day, int days)
    {
        while (days > 0)
        {
            day = day.AddDays(-1);
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)) days--;
        }

        return day;
    }

    /// <summary>Why settings can't be; null: they can.</summary>
    public static Refusal? Refuse(PostingSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Form == PostingForm.Table && !settings.Fields.Contains(PostingField.Id)) return Wrong("The id must be among the columns: the answer names rows by it.", "Add the id.", "fields");
        if (settings.Form == PostingForm.Table && !settings.Fields.Contains(PostingField.Amount)) return Wrong("The amount must be among the columns.", "Add the amount.", "fields");
        if (settings.Heads.Count > 0 && settings.Heads.Count != settings.Fields.Count) return Wrong($"{settings.Fields.Count} columns have {settings.Heads.Count} names.", "Name each column, or none.", "heads");
        if (settings.Delimiter is not (',' or ';' or '|' or '\t')) return Wrong("The delimiter must be comma, semicolon, bar or tab.", "Choose one of them.", "delimiter");
        if (settings.FileName.Length is 0 or > 100 || settings.FileName.Any(c => c is '/' or '\\' or ':' || char.IsControl(c)) || settings.FileName.Contains("..", StringComparison.Ordinal)) return Wrong("The file name can't be one.", "Use letters, digits, blanks and dots.", "file");
        if (!settings.FileName.Contains("{batch}", StringComparison.Ordinal)) return Wrong("The file name must hold {batch}, or one batch would take another one's place.", "Add {batch}.", "file");
        if (settings.Heads.Concat(settings.Codes.Values).Any(t => t.Length > 60 || t.Any(char.IsControl))) return Wrong("A name or code is longer than 60 characters or has a line break.", "Shorten it.", "codes");
        if (settings.ToStored().Length > PostingTemplate.MaxLength) return Wrong("The template is too long.", "Shorten names and codes.", "codes");
        return settings.DateForm is "yyyy-MM-dd" or "MM/dd/yyyy" or "yyyyMMdd" or "M/d/yyyy" ? null : Wrong("The date form isn't known.", "Choose one from the list.", "date");
    }

    /// <summary>The answer's word: taken or refused, as systems say it. Null: it is neither.</summary>
    public static PostingAnswer? ReadResult(string word) => (word ?? "").Trim().ToUpperInvariant() switch
    {
        "TAKEN" or "POSTED" or "ACCEPTED" or "OK" or "AA" or "1" => PostingAnswer.Taken,
        "REFUSED" or "REJECTED" or "ERROR" or "FAILED" or "AE" or "AR" or "0" => PostingAnswer.Refused,
        _ => null,
    };

    /// <summary>Why a line of an answer can't be read; null: it can.</summary>
    public static string? Refuse(PostingAnswerLine line) =>
        !long.TryParse(line.Id, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? "its id is no number"
        : ReadResult(line.Result) is not { } result ? $"“{Cut(line.Result)}” is neither taken nor refused"
        : result == PostingAnswer.Refused && line.Why.Trim().Length == 0 ? "it refuses and doesn’t say why" : null;

    private static string Cut(string text) => text.Length <= 20 ? text : $"{text[..20]}…";

    private static Refusal Wrong(string sentence, string step, string field) => new("TemplateWrong", sentence, step, field);
}
