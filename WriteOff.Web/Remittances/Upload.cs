using System.Globalization;
using Microsoft.AspNetCore.Components.Forms;
using WriteOff.Domain.Access;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Remittances.Posting;
using WriteOff.Domain.Shared;

namespace WriteOff.Web.Remittances;

/// <summary>Where an upload stands.</summary>
internal enum UploadState
{
    Waiting,
    Receiving,
    Posting,
    Taken,
    Refused,
    Cancelled,
}

/// <summary>One file on its way: received into a file of its own that goes away with it, then taken by the intake.</summary>
internal sealed class Upload(IBrowserFile file, TimeProvider clock) : IDisposable
{
    /// <summary>Largest file that is received: far above any remittance, so that a mistake ends before the disk does.</summary>
    public const long Largest = 1L << 30;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    private const int Buffer = 1 << 16;
    private readonly CancellationTokenSource _stop = new();

    public string Name { get; } = Path.GetFileName(file.Name);
    public long Length { get; } = file.Size;
    public long Received { get; private set; }
    public UploadState State { get; private set; }
    public FileReceipt? Receipt { get; private set; }
    public Refusal? Refusal { get; private set; }

    /// <summary>How far posting has come; null before its first batch is done.</summary>
    public PostingProgress? Progress { get; private set; }

    /// <summary>Claim payments a second, since posting began.</summary>
    public double PerSecond { get; private set; }

    /// <summary>The first claim payments that wait, by remittance.</summary>
    public Dictionary<long, IReadOnlyList<InboxPayment>> Waiting { get; } = [];

    public bool IsRunning => State is UploadState.Waiting or UploadState.Receiving or UploadState.Posting;

    public int Percent => Length == 0 ? 0 : (int)(Received * 100 / Length);

    /// <summary>Stops it; what was received is thrown away. What is being posted is finished: each payment posts whole.</summary>
    public void Cancel()
    {
        if (State is UploadState.Waiting) State = UploadState.Cancelled;
        if (State is UploadState.Receiving) _stop.Cancel();
    }

    public void Dispose() => _stop.Dispose();

    /// <summary>Receives and posts. Never throws for what a person or a payer can do wrong.</summary>
    /// <param name="tell">Called when something changed, at most some times a second.</param>
    public async Task Run(Actor actor, RemittanceIntake intake, RemittanceInbox inbox, Action tell, CancellationToken gone)
    {
        if (State == UploadState.Cancelled) return;
        State = UploadState.Receiving;
        using var both = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, gone);
        try
        {
            var path = Path.Combine(Path.GetTempPath(), $"writeoff-{Guid.NewGuid():N}.835");
            await using var kept = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, Buffer, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
            await Receive(kept, tell, both.Token);
            State = UploadState.Posting;
            tell();
            kept.Position = 0;
            var look = Looking(tell);
            var taken = await Task.Run(() => intake.Take(actor, Name, kept, look, gone), gone);
            (Receipt, Refusal) = (taken.IsDone ? taken.Value : null, taken.Refusal);
            if (taken.IsDone) await ReadWaiting(actor, inbox, taken.Value, gone);
            State = taken.IsDone ? UploadState.Taken : UploadState.Refused;
        }
        catch (OperationCanceledException)
        {
            State = UploadState.Cancelled;
        }
        catch (IOException)
        {
            (State, Refusal) = (UploadState.Refused, Length > Largest
                ? new Refusal("FileTooLarge", "The file is larger than 1 GB.", "Check that it is a remittance; put a larger one in the watched folder.")
                : new Refusal("UploadBroken", "The file did not arrive whole.", "Nothing was posted: choose it again."));
        }

        tell();
    }

    /// <summary>Shows how far posting has come, a few times a second.</summary>
    private Action<PostingProgress> Looking(Action tell)
    {
        var (begun, told) = (clock.GetTimestamp(), 0L);
        return progress =>
        {
            var now = clock.GetTimestamp();
            if (told != 0 && clock.GetElapsedTime(told, now) < BetweenLooks && progress.Done < progress.Claims) return;
            told = now;
            (Progress, PerSecond) = (progress, clock.GetElapsedTime(begun, now) is { Ticks: > 0 } span ? progress.Done / span.TotalSeconds : 0);
            tell();
        };
    }

    private async Task Receive(FileStream kept, Action tell, CancellationToken cancel)
    {
        await using var arriving = file.OpenReadStream(Largest, cancel);
        var buffer = new byte[Buffer];
        var shown = -1;
        while (await arriving.ReadAsync(buffer, cancel) is > 0 and var read)
        {
            await kept.WriteAsync(buffer.AsMemory(0, read), cancel);
            Received += read;
            if (Percent == shown) continue;
            shown = Percent;
            tell();
        }

        await kept.FlushAsync(cancel);
    }

    private async Task ReadWaiting(Actor actor, RemittanceInbox inbox, FileReceipt receipt, CancellationToken cancel)
    {
        foreach (var remittance in receipt.Remittances.Where(r => r.HeldCount + r.UnmatchedCount > 0).Take(20))
        {
            var waiting = await inbox.Waiting(actor, remittance.RemittanceId, 5, cancel);
            if (waiting.IsDone) Waiting[remittance.RemittanceId] = waiting.Value;
        }
    }

    /// <summary>A length as people read it.</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes"),
        < 1 << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024m:0.#} KB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576m:0.#} MB"),
    };
}
