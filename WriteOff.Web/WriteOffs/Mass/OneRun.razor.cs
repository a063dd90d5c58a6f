using System.Globalization;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using WriteOff.Domain.Access;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs.Mass;
using WriteOff.Web.Components.Dialogs;
using WriteOff.Web.Navigation;
using WriteOff.Web.Tenants;

namespace WriteOff.Web.WriteOffs.Mass;

/// <summary>One run: its progress while it runs, then what became of its rows. It goes on without this page.</summary>
public sealed partial class OneRun(RunViews views, MassWriteOffService service, SeenRuns seen, IDialogService dialogs, NavigationManager navigation) : RunPageBase
{
    private static readonly DialogOptions Small = new() { CloseOnEscapeKey = true, BackdropClick = false, MaxWidth = MaxWidth.Small, FullWidth = true };
    private readonly RunRate _pace = new();
    private RunView? _view;
    private IReadOnlyList<OutcomeGroup> _groups = [];
    private Refusal? _steerRefused;
    private int? _number;

    /// <summary>The run's number.</summary>
    [Parameter] public string Id { get; set; } = "";

    protected override bool IsLive => _view is { Run.HasEnded: false };

    private Scope Needs => _view!.Run.Kind is RunKind.Approve or RunKind.Reject ? Scope.DenialApprove : Scope.DenialWrite;

    private Refusal? Blocked => UserContext is { } userContext && !userContext.Has(Needs) ? Grants.Missing(Needs) : null;

    private Refusal? UndoBlocked => Blocked ?? (_view!.Run.PostedCount + _view.Run.PendingCount == 0 || _view.IsTakenBack ? RunRefusals.NothingToUndo : null);

    private string Asked => string.Join(" · ", new[]
    {
        _view!.Run.Kind == RunKind.WriteOff ? _view.ReasonLabel ?? _view.Run.ReasonCode : null,
        _view.Run.Note.Length == 0 ? null : $"note “{_view.Run.Note}”",
    }.OfType<string>());

    /// <summary>A mass write-off began with two steps elsewhere; other kinds have none.</summary>
    private string Place => (_view!.Run.Kind == RunKind.WriteOff ? _view.Run.HasEnded ? "4 of 4 · " : "3 of 4 · " : "") + (_view.Run.HasEnded ? "Ended" : _view.Run.Status == RunStatus.Paused ? "Paused" : "Running");

    private string Leave => _view!.Run switch
    {
        { Status: RunStatus.Paused } => "What is done stays; the next row waits",
        { IsCancelling: true } => "The rest is being skipped",
        { DoneCount: 0 } => "Waits for its turn; you can leave",
        _ => "You can leave; it goes on without this tab",
    };

    /// <summary>The time of day says enough.</summary>
    private bool IsRecent(DateTimeOffset at) => Time.GetUtcNow() - at < TimeSpan.FromHours(12);

    protected override async Task<Refusal?> Read()
    {
        if (!int.TryParse(Id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return RunRefusals.NotFound;
        if (number != _number) Leaves(number);
        var read = await views.Open(Actor, number, Gone);
        if (!read.IsDone) return read.Refusal;
        _view = read.Value;
        if (_view.Run.Status == RunStatus.Running) _pace.See(Time.GetUtcNow(), _view.Run.DoneCount);
        else _pace.Forget();
        if (!_view.Run.HasEnded) return null;
        if (_view.Run.StartedBy == Actor.UserId) seen.See(Actor, number);
        var groups = await views.Groups(Actor, number, Gone);
        if (groups.IsDone) _groups = groups.Value;
        return groups.Refusal;
    }

    /// <summary>The same page shows another run: from a run to its undo.</summary>
    private void Leaves(int number)
    {
        (_number, _view, _groups, _steerRefused) = (number, null, [], null);
        _pace.Forget();
    }

    private Task Pause() => Steer(() => service.Pause(Actor, _number!.Value, Gone));

    private Task Resume() => Steer(() => service.Resume(Actor, _number!.Value, Gone));

    private async Task Steer(Func<Task<Outcome<int>>> act)
    {
        _steerRefused = await Try(async () => (await act()).Refusal);
        await Load();
    }

    private async Task Cancel()
    {
        var run = _view!.Run;
        var words = string.Create(CultureInfo.InvariantCulture, $"{run.DoneCount:N0} of {run.SelectedCount:N0} rows are done and stay as they are. The others are skipped; a later run can take them.");
        await dialogs.ShowAsync<ConfirmDialog>("", new DialogParameters<ConfirmDialog>
        {
            { d => d.Title, $"Cancel the rest of run {_number}?" }, { d => d.Explanation, words }, { d => d.Act, "Cancel the rest" },
            { d => d.Submit, () => Try(async () => (await service.Cancel(Actor, _number!.Value, Gone)).Refusal) },
        }, Small);
    }

    private async Task Undo()
    {
        var (run, key, undo) = (_view!.Run, Guid.NewGuid(), 0);
        var parts = new[]
        {
            run.PostedCount == 0 ? null : $"what it posted is reopened ({RunWords.Rows(run.PostedCount)})",
            run.PendingCount == 0 ? null : $"what it sent to approval and still waits is cancelled ({RunWords.Rows(run.PendingCount)})",
        };
        var words = $"Of {RunWords.Through(run)}, {string.Join(", and ", parts.OfType<string>())}. Rows that changed since stay as they are and are listed.";
        if (_view.UndoneBy.Count > 0) words = $"Run {_view.UndoneBy[^1]} already took it back; rows that it reopened are skipped. {words}";
        var shown = await dialogs.ShowAsync<TextDialog>("", new DialogParameters<TextDialog>
        {
            { d => d.Title, $"Undo run {run.Number}" }, { d => d.Explanation, words }, { d => d.Label, "Note: why it is taken back (required)" }, { d => d.Act, "Undo run" },
            { d => d.Submit, why => Try(async () =>
                {
                    var started = await service.Undo(Actor, run.Number, why, key, Gone);
                    if (started.IsDone) undo = started.Value;
                    return started.Refusal;
                }) },
        }, Small);
        if (await shown.Result is { Canceled: false }) navigation.NavigateTo(Urls.Run(undo));
    }
}
