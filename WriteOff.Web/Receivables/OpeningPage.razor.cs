using System.Data.Common;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using WriteOff.Domain.Receivables.Opening;
using WriteOff.Domain.Shared;

namespace WriteOff.Web.Receivables;

/// <summary>Opening receivables: choose a file, say which column is what, check it, open the claims.</summary>
public sealed partial class OpeningPage : IAsyncDisposable
{
    private IReadOnlyList<OpeningImport>? _imports;
    private OpeningUpload? _upload;
    private OpeningColumns _columns = new(new Dictionary<OpeningField, int>());
    private OpeningReceipt? _checked, _posted;
    private Refusal? _refusal;
    private bool _isKept, _busy, _leavesOut, _isGone;
    private int _chosen, _done;
    private long _drawnAt;
    private string _told = "";

    [Inject] private OpeningService Service { get; set; } = default!;

    protected override async Task<Refusal?> Read()
    {
        var read = await Service.List(Actor, Gone);
        if (read.IsDone) _imports = read.Value;
        return read.Refusal;
    }

    private async Task Chosen(InputFileChangeEventArgs chosen)
    {
        if (_busy || chosen.FileCount == 0) return;
        (_busy, _refusal, _checked, _posted, _leavesOut) = (true, null, null, null, false);
        try
        {
            await Forget();
            var received = await OpeningUpload.Receive(chosen.File, Gone);
            if (!received.IsDone)
            {
                _refusal = received.Refusal;
                return;
            }

            _upload = received.Value;
            var columns = await Service.Columns(Actor, _upload.File, Gone);
            _refusal = columns.Refusal;
            if (!columns.IsDone) return;
            _columns = columns.Value;
            _isKept = !_columns.Places.OrderBy(p => p.Key).SequenceEqual(OpeningColumns.Guess(_upload.File.Header).Places.OrderBy(p => p.Key));
        }
        finally
        {
            // A field of its own each time: the same file chosen again is a choice too.
            _chosen++;
            _busy = false;
            if (_isGone) await Forget();
        }
    }

    private void Choose(OpeningField field, string? value)
    {
        _columns = _columns.With(field, int.TryParse(value, CultureInfo.InvariantCulture, out var at) ? at : null);
        (_checked, _refusal, _isKept) = (null, null, false);
    }

    private Task Check() => Work(async upload =>
    {
        var found = await Task.Run(() => Service.Check(Actor, upload.File, _columns, Tell, Gone), Gone);
        (_checked, _refusal) = (found.IsDone ? found.Value : null, found.Refusal);
        _told = found.IsDone ? $"Checked: {found.Value.Errors} errors, {found.Value.New} new claims." : "";
    });

    private Task Post() => Work(async upload =>
    {
        var done = await Task.Run(() => Service.Post(Actor, upload.File, _columns, _leavesOut, Tell, Gone), Gone);
        _refusal = done.Refusal;
        if (!done.IsDone) return;
        (_posted, _checked, _told) = (done.Value, null, "Posted.");
        await Forget();
        await Load();
    });

    private async Task Work(Func<OpeningUpload, Task> work)
    {
        if (_busy || _upload is not { } upload) return;
        (_busy, _done, _refusal, _posted) = (true, 0, null, null);
        StateHasChanged();
        try
        {
            await work(upload);
        }
        catch (DbException broken)
        {
            Complain(broken);
            _refusal = new Refusal("DatabaseUnavailable", "The database doesn’t answer; nothing was posted.", "Try again in a moment.");
        }
        catch (OperationCanceledException)
        {
            // The page is gone, and what was half done with it.
        }
        finally
        {
            _busy = false;
            if (_isGone) await Forget();
        }
    }

    private void Tell(int rows)
    {
        _done = rows;
        var now = Time.GetTimestamp();
        if (Time.GetElapsedTime(_drawnAt, now) < TimeSpan.FromMilliseconds(300)) return;
        _drawnAt = now;
        Later(StateHasChanged);
    }

    private async Task Forget()
    {
        if (_upload is { } earlier) await earlier.DisposeAsync();
        _upload = null;
    }

    public async ValueTask DisposeAsync()
    {
        Dispose();
        // A reading that still runs is cancelled, what it wrote is rolled back, and it forgets the file itself.
        _isGone = true;
        if (!_busy) await Forget();
    }
}
