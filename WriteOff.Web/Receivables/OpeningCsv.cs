using System.Text;
using CsvHelper;

namespace WriteOff.Web.Receivables;

/// <summary>CSV of any delimiter, encoding and line end.</summary>
internal sealed class OpeningCsv(Stream content, Encoding? encoding) : IRawTable
{
    /// <summary>Longest record: an unclosed quote must not swallow the file.</summary>
    private const int LongestRecord = 1 << 20;

    public IEnumerable<RawRow> Rows()
    {
        content.Position = 0;
        var isOpen = false;
        using var csv = CsvReader.Create(content, CsvReaderOptions.Default with
        {
            HasHeader = false,
            DetectSeparatorHint = true,
            Encoding = encoding,
            MaxRecordSize = LongestRecord,
            TrackLineNumbers = true,
            PoolStrings = true,
            OnMalformedRecord = record => isOpen |= record.Reason == CsvMalformedReason.UnterminatedQuote,
        }, leaveOpen: true);
        var number = 0;
        while (true)
        {
            string? broken = null;
            try
            {
                if (!csv.Read()) yield break;
                number = (int)csv.LineNumber;
            }
            catch (CsvFormatException)
            {
                broken = "can’t be read: a quote is opened and not closed, or the row is too long";
            }

            if (broken is not null)
            {
                yield return new RawRow(number + 1, [], broken);
                yield break;
            }

            var cells = new string[csv.FieldCount];
            for (var n = 0; n < cells.Length; n++) cells[n] = csv.GetString(n);
            if (Array.TrueForAll(cells, string.IsNullOrWhiteSpace)) continue;
            yield return new RawRow(number, cells, isOpen ? "opens a quote that is never closed: the file may be cut off" : null);
        }
    }
}
