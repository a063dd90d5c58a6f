using System.Data.Common;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs;

namespace WriteOff.Web.WriteOffs;

/// <summary>An administrator changed policy or reasons while the dialog stands open: it offers what counts now and keeps what was typed.</summary>
public sealed partial class WriteOffDialog
{
    private Actor? _actor;
    private Refusal? _settingsSay;

    public async ValueTask DisposeAsync()
    {
        Dispose();
        if (_kept is not null) await _kept.DisposeAsync();
    }

    private void Follow(TenantChange change)
    {
        if (change.Settings && change.TenantId == _actor?.TenantId) Later(() => TakeOver(change.By));
    }

    private async Task TakeOver(string by)
    {
        if (_busy || Gone.IsCancellationRequested) return;
        try
        {
            var now = await service.Open(_actor!, View.Denial.Id, Gone);
            if (!now.IsDone) return; // The submit says why.
            var before = Spoken();
            var isSame = now.Value.Facts.Version == Facts.Version;
            (_case, _offers) = (now.Value, WriteOffRules.Offers(now.Value.Facts, now.Value.Setting));
            _settingsSay = Lost(by) ?? (isSame && string.Equals(before, Spoken(), StringComparison.Ordinal) ? _settingsSay : new Refusal("SettingsChanged", $"{by} changed the settings just now.", "What you see is what counts."));
        }
        catch (Exception missed) when (missed is OperationCanceledException or DbException)
        {
            return; // Closed; or the submit judges by what counts then.
        }

        StateHasChanged();
    }

    /// <summary>What the person can see of the settings.</summary>
    private string Spoken() => string.Join('|', _offers.Select(o => $"{o.Reason.Code} {o.Reason.Label} {o.Reason.WhenToUse} {o.Refusal?.Code}")) + Verdict.Sentence + NoteHint + Stand;

    /// <summary>Takes lost choices out of the draft and says which; null when none is lost.</summary>
    private Refusal? Lost(string by)
    {
        List<string> names = [];
        foreach (var line in _draft.Lines)
        {
            if (line.ReasonCode.Length == 0 || _offers.Any(o => o.Refusal is null && string.Equals(o.Reason.Code, line.ReasonCode, StringComparison.Ordinal))) continue;
            names.Add(Setting.Rules.Find(line.ReasonCode)?.Label ?? line.ReasonCode);
            line.ReasonCode = "";
        }

        return names.Count == 0 ? null : new Refusal("ReasonVanished", $"{by} took {string.Join(" and ", names.Distinct(StringComparer.Ordinal))} off the list.", "Choose another reason; the rest of what you typed is still here.", "reason");
    }
}
