using Microsoft.AspNetCore.Components.Forms;
using WriteOff.Domain.Receivables.Opening;
using WriteOff.Domain.Shared;

namespace WriteOff.Web.Receivables;

/// <summary>A file of open claims while somebody works with it: kept in a file of its own that goes away with the page.</summary>
internal sealed class OpeningUpload : IAsyncDisposable
{
    private const int Buffer = 1 << 16;

    private readonly FileStream _kept = new(Path.Combine(Path.GetTempPath(), $"writeoff-{Guid.NewGuid():N}.tmp"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, Buffer, FileOptions.DeleteOnClose | FileOptions.Asynchronous);

    private OpeningUpload()
    {
    }

    /// <summary>The file, opened.</summary>
    public IOpeningFile File { get; private set; } = default!;

    /// <summary>The first values of each column, to choose by.</summary>
    public IReadOnlyList<string> Samples { get; private set; } = [];

    /// <summary>Receives and opens it.</summary>
    public static async Task<Outcome<OpeningUpload>> Receive(IBrowserFile file, CancellationToken cancellationToken)
    {
        if (file.Size > OpeningFiles.Largest) return new Refusal("FileTooLarge", "The file is larger than 128 MB.", "Export only the columns that are needed, or split it.", "file");
        var upload = new OpeningUpload();
        try
        {
            await using (var arriving = file.OpenReadStream(OpeningFiles.Largest, cancellationToken)) await arriving.CopyToAsync(upload._kept, Buffer, cancellationToken);
            await upload._kept.FlushAsync(cancellationToken);
            var opened = await Task.Run(() => OpeningFiles.Open(file.Name, upload._kept), cancellationToken);
            if (!opened.IsDone)
            {
                await upload.DisposeAsync();
                return opened.Refusal;
            }

            upload.File = opened.Value;
            upload.Samples = SamplesOf(opened.Value);
            return upload;
        }
        catch (Exception failed) when (failed is IOException or OperationCanceledException)
        {
            await upload.DisposeAsync();
            if (cancellationToken.IsCancellationRequested) throw;
            return new Refusal("FileNotReceived", "The file didn’t arrive whole.", "Choose it again.", "file");
        }
    }

    public ValueTask DisposeAsync() => _kept.DisposeAsync();

    private static List<string> SamplesOf(IOpeningFile file)
    {
        var rows = file.Rows().Take(30).ToList();
        return [.. Enumerable.Range(0, file.Header.Count).Select(at => string.Join(" · ", rows.Select(r => r.Cells.ElementAtOrDefault(at)?.Trim() ?? "").Where(c => c.Length > 0).Distinct(StringComparer.Ordinal).Take(3).Select(c => c.Length <= 24 ? c : $"{c[..24]}…")))];
    }
}
