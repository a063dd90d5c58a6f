using WriteOff.Domain.Access;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.WriteOffs.Mass;

/// <summary>What a mass write-off can be asked with: the tenant's reasons, and why one can't be chosen whatever the row.</summary>
public sealed record MassReasonOptions(TenantRules Rules, IReadOnlyList<ReasonOption> Reasons)
{
    /// <summary>What sends a row under this reason to a supervisor, or that nothing does: words for a whole set of rows.</summary>
    public string GateWords(string reasonCode) => (Rules.Find(reasonCode)?.Gate, Rules.Policy.Gate) switch
    {
        (ReasonGate.Always, _) => "this reason always goes to a supervisor",
        (ReasonGate.Never, _) => "this reason never goes to a supervisor",
        (_, GateMode.Always) => "every write-off goes to a supervisor",
        (_, GateMode.AboveAmount) => $"claim total over {Rules.Policy.GateAbove}",
        (_, GateMode.Off) => "nothing goes to a supervisor",
    };

    /// <summary>The hard bound that the reason puts on every row; null where it has none.</summary>
    public string? Bound(string reasonCode) => Rules.Find(reasonCode)?.Rule == EvidenceRule.SmallBalance ? $"every row under {Rules.Policy.SmallBalance}" : null;

    /// <summary>The reason can't be asked without a note.</summary>
    public bool NeedsNote(string reasonCode) => Rules.Find(reasonCode)?.NeedsNote == true;

    /// <summary>Without a note, rows whose evidence is missing are skipped.</summary>
    public bool NoteStandsIn(string reasonCode) => Rules.Find(reasonCode) is { Evidence: not EvidenceMode.Off } reason && reason.Rule.TakesMode();
}

/// <summary>Reads what a mass write-off can be asked with.</summary>
public sealed class MassReasonReader(WorkbenchDbs dbs, TimeProvider clock)
{
    /// <summary>Long enough to be a note: only reason and scope are judged.</summary>
    private const string AnyNote = "note";

    /// <summary>Refused: the scope to see denials, or to write off, is missing.</summary>
    public async Task<Outcome<MassReasonOptions>> Read(Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        var grants = await Grants.Read(db, actor, cancellationToken);
        if ((grants.Require(Scope.DenialRead) ?? grants.Require(Scope.DenialWrite)) is { } missing) return missing;
        var rules = await TenantRules.Read(db, cancellationToken);
        var setting = new WriteOffSetting(grants.Scopes, rules, rules.Tenant.DayOf(clock.GetUtcNow()));
        return new MassReasonOptions(rules, [.. rules.OnOffer.Select(reason => new ReasonOption(reason, WriteOffRules.AskBlocker(new WriteOffAsk(0, 0, Guid.Empty, [new WriteOffAskLine(reason.Code, Money.Zero)], AnyNote), setting)))]);
    }
}
