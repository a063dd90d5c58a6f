using System.Globalization;
using System.Text;
using CsvHelper;
using WriteOff.Domain.Receivables.PostingBatches;
using WriteOff.Domain.Shared;
using WriteOff.Web.Denials;

namespace WriteOff.Web.Receivables;

/// <summary>Sendings as files, and answers read from files. The same sending makes the same bytes each time.</summary>
internal static class PostingFiles
{
    /// <summary>Largest answer that is received.</summary>
    public const long LargestAnswer = 16L << 20;

    private static readonly UTF8Encoding Plain = new(false);

    /// <summary>The file of a sending: UTF-8.</summary>
    public static byte[] Write(PostingSending sending)
    {
        using var file = new MemoryStream();
        if (sending.Settings.Form == PostingForm.Hl7)
        {
            using var text = new StreamWriter(file, Plain, leaveOpen: true);
            foreach (var row in sending.Rows) text.Write(Message(sending, row));
        }
        else
        {
            using var csv = CsvWriter.Create(file, CsvWriterOptions.Default with { Separator = sending.Settings.Delimiter }, leaveOpen: true);
            if (sending.Settings.Heads.Count > 0) csv.WriteRecord([.. sending.Settings.Heads.Select(SpreadsheetText.Of)]);
            foreach (var row in sending.Rows) csv.WriteRecord([.. sending.Settings.Fields.Select(field => Cell(sending, row, field))]);
        }

        return file.ToArray();
    }

    /// <summary>Reads an answer: id, result and why, by their headers or in this order.</summary>
    public static Outcome<IReadOnlyList<PostingAnswerLine>> ReadAnswer(Stream content)
    {
        List<PostingAnswerLine> lines = [];
        var (id, result, why) = (0, 1, 2);
        foreach (var row in new OpeningCsv(content, null).Rows())
        {
            if (row.Broken is { } broken) return Wrong(row.Number, broken);
            if (lines.Count == 0 && row.Cells.Any(c => c.Trim().Equals("id", StringComparison.OrdinalIgnoreCase)))
            {
                (id, result, why) = (At(row, "id", "externalid"), At(row, "result", "status", "answer"), At(row, "why", "message", "error"));
                if (result < 0) return Wrong(row.Number, "has an id and no result");
                continue;
            }

            lines.Add(new PostingAnswerLine(row.Number, Text(row, id), Text(row, result), Text(row, why)));
        }

        return lines;

        static int At(RawRow head, params string[] names) => head.Cells.Select(c => c.Trim()).ToList().FindIndex(c => names.Contains(c, StringComparer.OrdinalIgnoreCase));
        static string Text(RawRow row, int at) => row.Cells.ElementAtOrDefault(at)?.Trim() ?? "";
        static Refusal Wrong(int line, string what) => new("AnswerUnreadable", string.Create(CultureInfo.InvariantCulture, $"Line {line} {what}."), "It needs the columns id, result (taken or refused) and why.", "file");
    }

    private static string Cell(PostingSending sending, PostingFileRow row, PostingField field) => field switch
    {
        PostingField.Id => Number(row.Id),
        PostingField.Batch => Number(sending.Batch.Number),
        PostingField.Row => Number(row.Number),
        PostingField.Claim => SpreadsheetText.Of(row.Claim),
        PostingField.Patient => SpreadsheetText.Of(row.Patient),
        PostingField.Payer => SpreadsheetText.Of(row.Payer),
        PostingField.ServiceDate => Day(sending, row.ServiceDate),
        PostingField.Date => Day(sending, row.Date),
        // A number that we wrote ourselves: its minus starts no formula.
        PostingField.Amount => new Money(sending.Settings.WriteOffIsNegative ? -row.AmountCents : row.AmountCents).ToInput(),
        PostingField.Code => SpreadsheetText.Of(CodeOf(sending, row)),
        PostingField.Reason => SpreadsheetText.Of(row.ReasonLabel),
        PostingField.Kind => KindOf(row),
        PostingField.Reverses => row.ReversesId is { } id ? Number(id) : "",
    };

    /// <summary>One DFT^P03: FT1 with transaction type AJ (adjustment), our row's id as transaction id and the signed amount.</summary>
    private static string Message(PostingSending sending, PostingFileRow row)
    {
        var at = sending.Batch.MadeAt.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        var amount = new Money(sending.Settings.WriteOffIsNegative ? -row.AmountCents : row.AmountCents).ToInput();
        var name = row.Patient.Split(',', 2, StringSplitOptions.TrimEntries);
        var day = row.Date.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        return string.Concat(
            $@"MSH|^~\&|WRITEOFF|{Number(sending.Batch.TenantId)}|PM||{at}||DFT^P03^DFT_P03|{Number(row.Id)}-{Number(sending.Sending)}|P|2.5.1", "\r",
            $"EVN|P03|{at}\r",
            $"PID|1||{Escape(row.MemberId)}||{Escape(name[0])}^{Escape(name.ElementAtOrDefault(1) ?? "")}|||||||||||||{Escape(row.Claim)}\r",
            $"FT1|1|{Number(row.Id)}|{Number(sending.Batch.Number)}|{day}|{day}|AJ|{Escape(CodeOf(sending, row))}^{Escape(row.ReasonLabel)}|{KindOf(row)}{(row.ReversesId is { } id ? $" {Number(id)}" : "")}||1|{amount}\r");
    }

    private static string CodeOf(PostingSending sending, PostingFileRow row) => sending.Settings.Codes.TryGetValue(row.ReasonCode, out var code) ? code : row.ReasonCode;

    private static string KindOf(PostingFileRow row) => row.ReversesId is null ? "WRITEOFF" : "REVERSAL";

    private static string Day(PostingSending sending, DateOnly? day) => day?.ToString(sending.Settings.DateForm, CultureInfo.InvariantCulture) ?? "";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            _ = c switch
            {
                '\\' => escaped.Append(@"\E\"),
                '|' => escaped.Append(@"\F\"),
                '^' => escaped.Append(@"\S\"),
                '~' => escaped.Append(@"\R\"),
                '&' => escaped.Append(@"\T\"),
                _ when char.IsControl(c) => escaped.Append(' '),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }
}
