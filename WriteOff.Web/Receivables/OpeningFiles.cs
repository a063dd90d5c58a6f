using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using WriteOff.Domain.Receivables.Opening;
using WriteOff.Domain.Shared;

namespace WriteOff.Web.Receivables;

/// <summary>Opens a file of open claims, CSV or XLSX: by what is in it, not by its name.</summary>
public static class OpeningFiles
{
    /// <summary>Largest file that is received.</summary>
    public const long Largest = 128L << 20;

    /// <summary>Most that a sheet may unpack to: a small file must not fill the memory.</summary>
    private const long MostUnpacked = 1L << 30;

    /// <summary>Rows in which the header is looked for: reports have titles above it.</summary>
    private const int HeaderWithin = 20;

    /// <summary>Opens it, or says why it can't be read.</summary>
    /// <param name="content">Seekable; it stays the caller's, and nobody else reads it meanwhile.</param>
    public static Outcome<IOpeningFile> Open(string name, Stream content)
    {
        try
        {
            content.Position = 0;
            var hash = SHA256.HashData(content);
            content.Position = 0;
            Span<byte> first = stackalloc byte[4];
            var length = content.ReadAtLeast(first, 4, throwOnEndOfStream: false);
            if (length == 0) return Refuse("The file is empty.", "Choose the file that holds the open claims.");
            if (first is [0xD0, 0xCF, 0x11, 0xE0]) return Refuse("This is an old Excel workbook (.xls).", "Save it as .xlsx or CSV and choose it again.");
            return first is [0x50, 0x4B, ..] ? Sheet(name, hash, content) : Text(name, hash, content);
        }
        catch (Exception broken) when (broken is InvalidDataException or System.Xml.XmlException or CsvHelper.CsvFormatException or NotSupportedException or KeyNotFoundException)
        {
            return Refuse("The file can't be read: it is damaged, cut off, or protected by a password.", "Export it again and choose the new one.");
        }
    }

    private static Outcome<IOpeningFile> Sheet(string name, byte[] hash, Stream content)
    {
        content.Position = 0;
        using (var zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true))
        {
            if (!zip.Entries.Any(e => e.FullName.StartsWith("xl/worksheets/", StringComparison.OrdinalIgnoreCase))) return Refuse("This is no Excel workbook.", "Choose a CSV or an .xlsx file.");
            if (zip.Entries.Sum(e => e.Length) > MostUnpacked) return Refuse("The workbook unpacks to more than 1 GB.", "Export the columns that are needed as CSV.");
        }

        return WithHeader(name, hash, new OpeningSheet(content));
    }

    private static Outcome<IOpeningFile> Text(string name, byte[] hash, Stream content)
    {
        if (!IsText(content)) return Refuse("This is neither CSV nor an Excel workbook.", "Choose a CSV or an .xlsx file.");
        var opened = WithHeader(name, hash, new OpeningCsv(content, EncodingOf(content)));
        if (opened.IsDone && opened.Value.Header.Count(h => h.Trim().Length > 0) < 3)
            return Refuse("The file has fewer than three columns, or its delimiter is none of comma, semicolon, tab and bar.", "Export it again with one of them.");
        return opened;
    }

    private static Outcome<IOpeningFile> WithHeader(string name, byte[] hash, IRawTable table)
    {
        RawRow? best = null;
        foreach (var row in table.Rows().Take(HeaderWithin))
        {
            // The first row with most names: a title has one cell, and rows of data don't have more cells than their header.
            if (best is null || Names(row) > Names(best.Value)) best = row;
        }

        return best is not { } header ? Refuse("The file is empty.", "Choose the file that holds the open claims.") : new OpeningTable(Path.GetFileName(name), hash, header, table);

        static int Names(RawRow row) => row.Cells.Count(c => c.Any(char.IsLetter));
    }

    private static bool IsText(Stream content)
    {
        content.Position = 0;
        var buffer = new byte[4096];
        var read = content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        // UTF-16 has zeros and says so by its mark.
        return buffer is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] || buffer.AsSpan(0, read).IndexOf((byte)0) < 0;
    }

    /// <summary>UTF-8 where every byte is; else what Windows programs write. A mark at the start goes before both.</summary>
    private static Encoding? EncodingOf(Stream content)
    {
        content.Position = 0;
        using var reader = new StreamReader(content, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true, 1 << 16, leaveOpen: true);
        var buffer = new char[1 << 16];
        try
        {
            while (reader.Read(buffer) > 0)
            {
            }

            return null;
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1;
        }
    }

    private static Refusal Refuse(string sentence, string step) => new("FileUnreadable", sentence, step, "file");
}

/// <summary>A row before anyone knows what it means.</summary>
internal readonly record struct RawRow(int Number, IReadOnlyList<string> Cells, string? Broken = null);

/// <summary>All rows of a file, again each time they are asked for, without empty ones.</summary>
internal interface IRawTable
{
    IEnumerable<RawRow> Rows();
}

/// <summary>The rows below the header, held against it.</summary>
internal sealed class OpeningTable(string name, byte[] hash, RawRow header, IRawTable table) : IOpeningFile
{
    public string Name { get; } = name;

    public byte[] Hash { get; } = hash;

    public IReadOnlyList<string> Header { get; } = [.. Trimmed(header.Cells).Select(c => c.Trim())];

    public IEnumerable<OpeningFileRow> Rows()
    {
        RawRow? last = null;
        foreach (var row in table.Rows())
        {
            if (row.Number <= header.Number && row.Broken is null) continue;
            if (last is { } whole) yield return Judge(whole, isLast: false);
            last = row;
        }

        if (last is { } end) yield return Judge(end, isLast: true);
    }

    private OpeningFileRow Judge(RawRow row, bool isLast)
    {
        var cells = Trimmed(row.Cells);
        var broken = row.Broken
            ?? (cells.Count > Header.Count ? string.Create(CultureInfo.InvariantCulture, $"has {cells.Count} cells and the header {Header.Count}: a value holds the delimiter and needs quotes")
            : isLast && table is OpeningCsv && row.Cells.Count < Header.Count ? string.Create(CultureInfo.InvariantCulture, $"is the last one and has {row.Cells.Count} of {Header.Count} cells: the file may be cut off") : null);
        return new OpeningFileRow(row.Number, row.Cells, broken);
    }

    /// <summary>Without empty cells at its end.</summary>
    private static IReadOnlyList<string> Trimmed(IReadOnlyList<string> cells)
    {
        var length = cells.Count;
        while (length > 0 && string.IsNullOrWhiteSpace(cells[length - 1])) length--;
        return length == cells.Count ? cells : [.. cells.Take(length)];
    }
}
