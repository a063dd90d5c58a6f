using System.Data.Common;
using Microsoft.AspNetCore.Components;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs.Mass;
using WriteOff.Web.Components.Layout;
using WriteOff.Web.Denials;
using WriteOff.Web.Identity;
using WriteOff.Web.Navigation;

namespace WriteOff.Web.WriteOffs.Mass;

/// <summary>A mass write-off before it runs: reason and note, then the preview, then the start. What was selected lies in <see cref="MassDrafts"/>; the address has its key.</summary>
public sealed partial class MassPage(MassReasonReader offers, MassPreviewer previewer, MassWriteOffService service, MassDrafts drafts, PrivateFilters kept, CurrentActor current, NavigationManager navigation, ChangeFeed feed, ILogger<MassPage> log) : LiveComponent, IAsyncDisposable
{
    private const string Refused = "mass-refused";
    private CancellationTokenSource? _look;
    private ReasonPicklist? _reasons;
    private ElementReference _note;
    private Actor? _actor;
    private MassReasonOptions? _offer;
    private MassDraft? _draft;
    private MassPreview? _preview;
    private Refusal? _refused;
    private Refusal? _refusal;
    private string? _failed;
    private string? _changedBy;
    private bool _isRead;

    /// <summary>Kept: on the way to another page the address has none.</summary>
    private string _key = "";

    private bool _isBusy;

    /// <summary>Something was chosen or typed that isn't kept yet.</summary>
    private bool _isTyped;
    private bool _isStarting;

    /// <summary>Key of the draft.</summary>
    [SupplyParameterFromQuery(Name = Urls.Draft)] public string? Key { get; set; }

    private string Back => _draft is null ? Urls.Denials : Urls.DenialsWith(_draft.Grid with { Text = kept.ForAddress(_actor!, _draft.Grid.Text) }, _key);

    private string SelectedWords => _draft!.Selection.IsAll
        ? _draft.Selection.Ids.Count == 0 ? $"All {RunWords.Number(_draft.Count)} matching" : $"All matching but {RunWords.Number(_draft.Selection.Ids.Count)}"
        : $"{RunWords.Rows(_draft.Count)} ticked";

    private string NoteHint => _draft!.ReasonCode.Length == 0 ? "" : _offer!.NeedsNote(_draft.ReasonCode) ? "(required)"
        : _offer.NoteStandsIn(_draft.ReasonCode) ? "(optional; without one, rows whose evidence is missing are skipped)" : "(optional)";

    protected override async Task OnInitializedAsync()
    {
        _actor = await current.Get();
        Listen(() => feed.Changed += Hear, () => feed.Changed -= Hear);
        (_key, _draft) = (Key ?? "", await drafts.Find(_actor, Key));
        _preview = _draft?.Preview;
        await ReadOffer();
        _isRead = true;
    }

    public async ValueTask DisposeAsync()
    {
        Dispose();
        _look?.Cancel();
        _look?.Dispose();
        await KeepTyped();
    }

    private async Task KeepTyped()
    {
        if (!_isTyped || _draft is null) return;
        _isTyped = false;
        await drafts.Save(_actor!, _key, _draft);
    }

    /// <summary>An administrator changed policy or reasons: what is offered follows, and a preview says that it is older.</summary>
    private void Hear(TenantChange change)
    {
        if (!change.Settings || change.TenantId != _actor!.TenantId) return;
        Later(async () =>
        {
            await ReadOffer();
            _changedBy = change.By;
            StateHasChanged();
        });
    }

    private async Task ReadOffer()
    {
        try
        {
            var read = await offers.Read(_actor!, Gone);
            (_refused, _failed) = (read.Refusal, null);
            if (!read.IsDone) return;
            _offer = read.Value;
            if (_draft is { ReasonCode.Length: > 0 } draft && _offer.Reasons.All(o => o.Refusal is not null || !string.Equals(o.Reason.Code, draft.ReasonCode, StringComparison.Ordinal))) draft.ReasonCode = "";
        }
        catch (Exception missed) when (missed is OperationCanceledException or DbException)
        {
            if (missed is DbException) log.LogError(missed, "The reasons could not be read");
            if (_offer is null) throw; // The layout says that the page broke, and offers to try again.
        }
    }

    private void Choose(string code)
    {
        _draft!.ReasonCode = code;
        _refusal = null;
        _isTyped = true;
    }

    private void Type(ChangeEventArgs typed)
    {
        _draft!.Note = typed.Value as string ?? "";
        _isTyped = true;
        if (_refusal?.Field is "note") _refusal = null;
    }

    /// <summary>Judges every row; away from the circuit's thread, so that it can be stopped and the page goes on.</summary>
    private async Task Look()
    {
        if (_isBusy || _isStarting) return;
        (_isBusy, _refusal, _failed, _changedBy) = (true, null, null, null);
        await KeepTyped();
        _look = new CancellationTokenSource();
        try
        {
            var (ask, cancel) = (new MassAsk(_draft!.Grid, _draft.Selection, _draft.ReasonCode, _draft.Note), _look.Token);
            var answer = await Task.Run(() => previewer.Preview(_actor!, ask, cancel), cancel);
            if (answer.IsDone) _preview = _draft.Preview = answer.Value;
            else await Show(answer.Refusal);
        }
        catch (OperationCanceledException)
        {
            // Stopped; what was chosen stays.
        }
        catch (DbException broken)
        {
            log.LogError(broken, "A preview could not be read");
            _failed = "The rows can't be looked at just now.";
        }
        finally
        {
            _isBusy = false;
            _look?.Dispose();
            _look = null;
        }
    }

    private void Stop() => _look?.Cancel();

    /// <summary>Shows the refusal at its field and moves there.</summary>
    private async Task Show(Refusal refusal)
    {
        (_refusal, _preview) = (refusal, null);
        StateHasChanged();
        if (refusal.Field is "note") await _note.FocusAsync();
        else if (refusal.Field is "reason" && _reasons is not null) await _reasons.FocusAsync();
    }

    private void Reconsider() => (_preview, _draft!.Preview, _refusal) = (null, null, null);

    private void Leave() => navigation.NavigateTo(Back);

    /// <summary>Starts the run and goes to it; the address of the preview leaves the history, for nothing is left of it.</summary>
    private async Task Start()
    {
        if (_isStarting || _isBusy || _preview is null) return;
        _isStarting = true;
        try
        {
            var started = await service.Start(_actor!, _preview);
            if (!started.IsDone)
            {
                _refusal = started.Refusal;
                return;
            }

            await drafts.Drop(_actor!, _key);
            navigation.NavigateTo(Urls.Run(started.Value), replace: true);
        }
        catch (DbException broken)
        {
            log.LogError(broken, "A run could not be started");
            _refusal = new Refusal("DatabaseUnavailable", "The database doesn't answer.", "Press it again in a moment. If the run did start, it isn't started twice.");
        }
        finally
        {
            _isStarting = false;
        }
    }

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
