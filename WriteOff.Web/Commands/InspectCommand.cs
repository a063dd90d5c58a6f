using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using WriteOff.Domain.Remittances.X12.Inspect;

namespace WriteOff.Web.Commands;

/// <summary><c>inspect FILE…</c>: what is in remittance files, as one JSON object by path. Reads only; needs no database.</summary>
internal static class InspectCommand
{
    public static Command Create()
    {
        var files = new Argument<FileInfo[]>("files") { Description = "Remittance files (X12 835).", Arity = ArgumentArity.OneOrMore };
        var command = new Command("inspect", "Say what is in remittance files, as JSON.") { files };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(files), Console.OpenStandardOutput(), Console.Error));
        return command;
    }

    /// <returns>0, or 1 when a file could not be opened or read to its end: it is named on <paramref name="errors"/>.</returns>
    internal static int Run(IReadOnlyList<FileInfo> files, Stream output, TextWriter errors)
    {
        var failed = 0;
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        foreach (var file in files.DistinctBy(f => f.ToString(), StringComparer.Ordinal))
        {
            try
            {
                using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
                json.WritePropertyName(file.ToString());
                Inspection.Write(stream, json);
                json.Flush();
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                errors.WriteLine($"{file}: {problem.Message}");
                failed = 1;
            }
        }
        json.WriteEndObject();
        return failed;
    }
}
