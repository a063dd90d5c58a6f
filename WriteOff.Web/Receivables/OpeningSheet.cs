using System.Globalization;
using MiniExcelLibs;

namespace WriteOff.Web.Receivables;

/// <summary>The first sheet of a workbook. Formulas come as the values that they had when it was saved.</summary>
internal sealed class OpeningSheet(Stream content) : IRawTable
{
    public IEnumerable<RawRow> Rows()
    {
        content.Position = 0;
        using var rows = content.Query(useHeaderRow: false, excelType: ExcelType.XLSX).GetEnumerator();
        for (var number = 1; ; number++)
        {
            string? broken = null;
            try
            {
                if (!rows.MoveNext()) yield break;
            }
            catch (Exception cut) when (cut is InvalidDataException or System.Xml.XmlException or FormatException)
            {
                broken = "can’t be read: the workbook is damaged here";
            }

            if (broken is not null)
            {
                yield return new RawRow(number, [], broken);
                yield break;
            }

            string[] cells = [.. ((IDictionary<string, object?>)rows.Current).Values.Select(Text)];
            if (!Array.TrueForAll(cells, string.IsNullOrWhiteSpace)) yield return new RawRow(number, cells);
        }
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        DateTime at => at.ToString(at.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
