using System.Data.Common;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;
using WriteOff.Web.Components.Layout;
using WriteOff.Web.Identity;

namespace WriteOff.Web.WriteOffs;

/// <summary>Write off one denial: reason, amounts, evidence, note, gate. Everything it says comes from the rules that the submit is judged by.</summary>
public sealed partial class WriteOffDialog(WriteOffService service, Memberships memberships, DraftStore drafts, TimeProvider clock, CurrentActor current, ChangeFeed feed, IJSRuntime js, ILogger<WriteOffDialog> log) : LiveComponent, IAsyncDisposable
{
    private const string Refused = "write-off-refused";
    private WriteOffDraft _draft = new();
    private TypedDraft<WriteOffDraft>? _kept;
    private WriteOffCase _case = default!;
    private IReadOnlyList<ReasonOption> _offers = [];
    private IReadOnlyList<Colleague> _administrators = [];
    private Refusal? _refusal;
    private ElementReference _note;
    private ReasonPicklist? _reasons;
    private bool _busy;

    [CascadingParameter] private IMudDialogInstance Dialog { get; set; } = default!;

    [Parameter, EditorRequired] public DenialView View { get; set; } = default!;

    private DenialFacts Facts => _case.Facts;

    private WriteOffSetting Setting => _case.Setting;

    private string Words => AdjustmentCodes.Find(View.Denial.Carc).Words;

    private List<WriteOffReason> Chosen => [.. _draft.Lines.Select(line => Setting.Rules.Find(line.ReasonCode)).OfType<WriteOffReason>()];

    private Money Total => _draft.Lines.Aggregate(Money.Zero, (sum, line) => sum + AskedAmount.Read(line.Amount).Money);

    private Money After => Facts.Balance - Total;

    /// <summary>There is no balance below nothing: the amounts come to more than remains, and the submit says so.</summary>
    private string AfterWords => After < Money.Zero ? "–" : After.ToString();

    private GateVerdict Verdict => Gate.Judge(Setting.Rules.Policy, Chosen, Total, Facts.ClaimCommitted);

    private IEnumerable<(int Line, Evidence Evidence)> Looked => _draft.Lines.SelectMany((line, n) =>
        Setting.Rules.Find(line.ReasonCode) is { } reason ? EvidenceRules.Look(reason, Facts, Setting).Looked.Select(e => (n, e)) : []);

    /// <summary>The better route, where one stands open.</summary>
    private RouteStand Stand => FinalityRules.Look(Facts, Setting.Today);

    private IReadOnlyList<RailOverride> Overrides => Stand.IsRail && (_draft.OverrideReason.Length > 0 || _draft.OverrideText.Length > 0)
        ? [new RailOverride(Rail.Finality, _draft.OverrideReason, _draft.OverrideText)] : [];

    private string NoteHint => Chosen.Exists(r => r.NeedsNote) ? "(required)"
        : Chosen.Exists(r => r.Evidence != EvidenceMode.Off && EvidenceRules.Look(r, Facts, Setting) is { IsMet: false, IsHard: false }) ? "(required: evidence is missing)" : "(optional)";

    private string WhomToAsk => _administrators.Count == 0
        ? WriteOffRefusals.ReasonsNotConfigured.Step
        : $"Ask {string.Join(" or ", _administrators.Select(a => a.Name))}, who administers your organisation, to set them up.";

    /// <summary>Without reasons there is nothing to submit; the picklist says whom to ask.</summary>
    private Refusal? Unusable => _offers.Count == 0 ? WriteOffRefusals.ReasonsNotConfigured : null;

    protected override async Task OnInitializedAsync()
    {
        _case = View.Case;
        _offers = WriteOffRules.Offers(Facts, Setting);
        _draft.Lines[0].Amount = Facts.Available.ToInput();
        _actor = await current.Get();
        var name = WriteOffDraft.NameOf(View.Denial.Id);
        if (await drafts.Read<WriteOffDraft>(_actor, name) is { Lines.Count: > 0 } kept) _draft = kept;
        _kept = new TypedDraft<WriteOffDraft>(drafts, _actor, name, () => _draft, clock);
        Listen(() => feed.Changed += Follow, () => feed.Changed -= Follow);
        if (_offers.Count == 0) _administrators = await memberships.With(_actor, Scope.TenantAdmin);
    }

    private void Choose(int line, string? code)
    {
        _draft.Lines[line].ReasonCode = code ?? "";
        _refusal = null;
        _kept?.Changed();
    }

    private void Type(DraftLine line, string? amount)
    {
        line.Amount = amount ?? "";
        _kept?.Changed();
        if (_refusal?.Field is "amount") _refusal = null;
    }

    private void Note(string? note)
    {
        _draft.Note = note ?? "";
        _kept?.Changed();
        if (_refusal?.Field is "note") _refusal = null;
    }

    private void Overridden()
    {
        if (_refusal?.Field is "override" or "override-text") _refusal = null;
        _kept?.Changed();
    }

    private void Split()
    {
        _draft.Lines.Add(new DraftLine { Amount = After.IsPositive ? After.ToInput() : "" });
        _kept?.Changed();
    }

    private void Remove(DraftLine line)
    {
        _draft.Lines.Remove(line);
        _kept?.Changed();
    }

    private async Task Submit()
    {
        if (_busy || Unusable is not null) return;
        _busy = true;
        try
        {
            var ask = new WriteOffAsk(View.Denial.Id, Facts.Version, _draft.Key, [.. _draft.Lines.Select(l => new WriteOffAskLine(l.ReasonCode, AskedAmount.Read(l.Amount)))], _draft.Note) { Overrides = Overrides };
            var actor = await current.Get();
            var answer = await service.Submit(actor, ask);
            if (answer.IsDone)
            {
                if (_kept is not null) await _kept.Drop();
                Dialog.Close(DialogResult.Ok(answer.Value));
                return;
            }

            await Show(actor, answer.Refusal);
        }
        catch (DbException broken)
        {
            log.LogError(broken, "A write-off could not be submitted");
            _refusal = new Refusal("DatabaseUnavailable", "The database doesn't answer.", "Nothing was lost here: submit again in a moment. If the first one did get through, it is not done twice.");
        }
        finally
        {
            _busy = false;
        }
    }

    /// <summary>Shows the refusal at its field and moves there; one about the row brings the row as it is now.</summary>
    private async Task Show(Actor actor, Refusal refusal)
    {
        _refusal = refusal;
        if (refusal.Field is null)
        {
            var now = await service.Open(actor, View.Denial.Id);
            if (now.IsDone) (_case, _offers) = (now.Value, WriteOffRules.Offers(now.Value.Facts, now.Value.Setting));
        }

        StateHasChanged();
        switch (refusal.Field)
        {
            case "note": await _note.FocusAsync(); break;
            case "reason" when _reasons is not null: await _reasons.FocusAsync(); break;
            case "override": await js.InvokeVoidAsync("writeoff.focus", "override-reason"); break;
            case "override-text": await js.InvokeVoidAsync("writeoff.focus", "override-text"); break;
            case "amount": await js.InvokeVoidAsync("writeoff.focus", "amount-1"); break;
        }
    }

    private async Task Discard()
    {
        if (_kept is not null) await _kept.Drop();
        Dialog.Cancel();
    }

    private static string Mark(int line) => $"var(--mark{(line % 4 == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{line % 4 + 1}"))})";

    private string Share(int line)
    {
        var amount = AskedAmount.Read(_draft.Lines[line].Amount).Money;
        return Facts.Balance.IsPositive && amount.IsPositive ? string.Create(CultureInfo.InvariantCulture, $"{Math.Min(1000, amount.Cents * 1000 / Facts.Balance.Cents) / 10.0}%") : "0%";
    }
}
