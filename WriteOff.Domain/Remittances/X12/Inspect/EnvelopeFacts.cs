using System.Text.Json;

namespace WriteOff.Domain.Remittances.X12.Inspect;

/// <summary>The facts of interchanges and groups.</summary>
internal static class EnvelopeFacts
{
    public static void Write(RemittanceReader reader, Utf8JsonWriter json, FileTally tally)
    {
        NoteQuirks(reader, tally);
        json.WriteNumber("n_interchanges", reader.Interchanges.Count);
        var versions = reader.Interchanges.SelectMany(i => i.Groups).Select(g => g.Version).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        Inspection.WriteStrings(json, "versions", versions);
        json.WriteStartArray("interchanges");
        foreach (var interchange in reader.Interchanges) Write(interchange, json);
        json.WriteEndArray();
    }

    private static void Write(Interchange interchange, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("isa06", interchange.Sender);
        json.WriteString("isa08", interchange.Receiver);
        json.WriteString("isa12", interchange.Version);
        json.WriteString("isa13", interchange.ControlNumber);
        json.WriteString("isa15", interchange.Usage);
        var delimiters = interchange.Delimiters;
        json.WriteString("element", Latin1.Text([delimiters.Element]));
        json.WriteString("component", delimiters.Component == 0 ? "" : Latin1.Text([delimiters.Component]));
        json.WriteString("repetition", delimiters.Repetition == 0 ? "" : Latin1.Text([delimiters.Repetition]));
        json.WriteString("terminator", delimiters.TerminatorText);
        if (interchange.TrailerCount is { } count) json.WriteString("iea01", count);
        if (interchange.TrailerControl is { } control) json.WriteString("iea02", control);
        json.WriteStartArray("groups");
        foreach (var group in interchange.Groups)
        {
            json.WriteStartObject();
            json.WriteString("gs01", group.Kind);
            json.WriteString("gs06", group.ControlNumber);
            json.WriteString("gs08", group.Version);
            json.WriteNumber("st", group.TransactionCount);
            json.WriteString("ge01", group.TrailerCount);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void NoteQuirks(RemittanceReader reader, FileTally tally)
    {
        var quirks = tally.Quirks;
        var groups = reader.Interchanges.SelectMany(i => i.Groups).ToList();
        if (reader.Segments.HasLeadingBytes) quirks.Add("leading-bytes");
        if (reader.Segments.HasNoiseBefore) quirks.Add("noise-before-ISA");
        if (reader.Interchanges.Any(i => i.Delimiters.Source == DelimiterSource.NoInterchange)) quirks.Add("no-ISA");
        if (reader.Interchanges.Any(i => i.Delimiters.Source == DelimiterSource.Counted)) quirks.Add("ISA-not-106-wide");
        if (reader.Interchanges.Any(i => i.Delimiters.Source == DelimiterSource.Assumed)) quirks.Add("delimiters-guessed");
        if (reader.Interchanges.Count > 1) quirks.Add("multiple-interchanges");
        if (reader.Interchanges.Any(i => i.TrailerCount is null && i.Delimiters.Source != DelimiterSource.NoInterchange)) quirks.Add("no-IEA");
        if (groups.Exists(g => g.Version.Contains("4010", StringComparison.Ordinal))) quirks.Add("4010");
        if (groups.Exists(g => g.TransactionCount > 1)) quirks.Add("multiple-ST-per-GS");
        if (reader.Interchanges.Any(i => i.Groups.Count > 1)) quirks.Add("multiple-GS");
        if (groups.Exists(g => g.Kind is not ("HP" or ""))) quirks.Add("other-functional-groups");
        if (groups.Exists(g => !RemittanceReader.CountIs(g.TrailerCount, g.TransactionCount))) quirks.Add("GE-count-wrong-or-missing");
        if (tally.Claims > tally.ClaimNumbers.Count) quirks.Add(FormattableString.Invariant($"repeated-CLP01({tally.Claims - tally.ClaimNumbers.Count})"));
    }
}
