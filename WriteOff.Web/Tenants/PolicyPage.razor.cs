using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;
using WriteOff.Web.Identity;

namespace WriteOff.Web.Tenants;

/// <summary>The tenant's rules. Another gate is never saved before the page has shown what it would have meant.</summary>
public sealed partial class PolicyPage(PolicyService service, PayerService payers, ApprovalLimitService limits, PolicyPreview previews, ISnackbar toasts, IJSRuntime js) : AdminPage
{
    private static readonly (GateMode Mode, string Name, string Says)[] Gates =
    [
        (GateMode.Off, "Off", "Write-offs post at once."),
        (GateMode.AboveAmount, "Above an amount", "Larger ones wait for a supervisor."),
        (GateMode.Always, "Always", "Every write-off waits for a supervisor."),
    ];

    private TenantRules? _rules;
    private IReadOnlyList<Payer> _payers = [];
    private LimitList? _limits;
    private PolicyForm? _form;
    private GatePreview? _preview;
    private (GateMode Gate, string Above)? _previewed;
    private Refusal? _refusal;
    private string? _theirs;
    private bool _busy, _isLooking;

    /// <summary>The gate that stands on the page.</summary>
    private (GateMode Gate, string Above) GateNow => (_form!.Gate, _form.Gate == GateMode.AboveAmount ? _form.GateAbove.Trim() : "");

    private string CategoryHelp => _rules!.Reasons.Where(r => r.Category is null).Select(r => r.Label).ToList() is { Count: > 0 } without
        ? $"Without one a reason can’t be chosen. None yet: {string.Join(", ", without)}."
        : "Without one a reason can’t be chosen.";

    private string Summary => _form!.Changes() switch
    {
        null => "Something can’t be read; saving says what.",
        { Count: 0 } => "Nothing is changed.",
        var changes => $"{changes.Count.ToString(CultureInfo.InvariantCulture)} {(changes.Count == 1 ? "change" : "changes")}: {string.Join("; ", changes)}",
    };

    protected override async Task<Refusal?> Read()
    {
        var rules = await service.Open(Actor, Gone);
        if (!rules.IsDone) return rules.Refusal;
        var known = await payers.Open(Actor, Gone);
        if (!known.IsDone) return known.Refusal;
        await ReadLimits();
        (_rules, _payers) = (rules.Value, known.Value);
        Discard();
        return null;
    }

    private async Task ReadLimits()
    {
        var list = await limits.Open(Actor, Gone);
        if (list.IsDone) _limits = list.Value;
    }

    /// <summary>Payers and limits are saved beside the form; what somebody typed in it is never thrown away.</summary>
    protected override async Task Follow(TenantChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (_busy) return;
        if (_form?.Changes() is { Count: 0 })
        {
            await Load();
            return;
        }

        await Try(async () =>
        {
            var known = await payers.Open(Actor, Gone);
            if (known.IsDone) _payers = known.Value;
            await ReadLimits();
            var now = await service.Open(Actor, Gone);
            if (now.IsDone && now.Value.Policy.Version != _rules?.Policy.Version) _theirs = change.By;
            return null;
        });
        StateHasChanged();
    }

    private void Discard()
    {
        _form = new PolicyForm(_rules!);
        (_refusal, _theirs, _preview, _previewed) = (null, null, null, null);
    }

    private Task SetGate(GateMode mode)
    {
        _form!.Gate = mode;
        return Preview();
    }

    /// <summary>The preview of another amount is none; it comes when the field is left.</summary>
    private void SetGateAbove(string amount)
    {
        _form!.GateAbove = amount;
        if (_previewed != GateNow) (_preview, _previewed) = (null, null);
    }

    private void SetEvidence(long reason, string? mode)
    {
        if (Enum.TryParse<EvidenceMode>(mode, out var chosen)) _form!.Evidence[reason] = chosen;
    }

    /// <summary>Works the preview out for the gate on the page; an amount that can't be read is refused at its field.</summary>
    private async Task Preview()
    {
        var gate = GateNow;
        (_preview, _previewed, _refusal) = (null, null, null);
        if (!_form!.IsGateChanged) return;
        _isLooking = true;
        StateHasChanged();
        _refusal = await Try(async () =>
        {
            var answer = await previews.Of(Actor, _form!.Ask(), Gone);
            if (answer.IsDone && gate == GateNow) (_preview, _previewed) = (answer.Value, gate);
            return answer.Refusal;
        }, "The last quarter can't be read just now.");
        _isLooking = false;
    }

    private async Task Save()
    {
        if (_busy) return;
        _busy = true;
        try
        {
            if (_form!.IsGateChanged && _previewed != GateNow)
            {
                await Preview();
                if (_refusal is null)
                {
                    StateHasChanged();
                    await js.InvokeVoidAsync("writeoff.focus", Gone, "gate-preview");
                    return;
                }
            }
            else
            {
                _refusal = await Try(Send);
            }
        }
        finally
        {
            _busy = false;
        }

        if (_refusal?.Field is not { } field) return;
        StateHasChanged();
        await js.InvokeVoidAsync("writeoff.focus", Gone, field);
    }

    private async Task<Refusal?> Send()
    {
        var saved = await service.Save(Actor, _form!.Ask(), Gone);
        if (!saved.IsDone) return saved.Refusal;
        var count = saved.Value.Changes.Count;
        toasts.Add(count == 0 ? "Nothing was changed." : count == 1 ? $"Saved. {saved.Value.Changes[0]}" : $"Saved: {count} changes.", Severity.Success);
        await Load();
        return null;
    }
}
