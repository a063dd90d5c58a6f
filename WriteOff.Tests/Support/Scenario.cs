using WriteOff.Domain.Access;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;

namespace WriteOff.Tests.Support;

/// <summary>Facts, ask and setting for the pure rules: a denial of $800.00 that a supervisor may write off for any reason, until a test changes something.</summary>
internal sealed class Scenario
{
    public static readonly DateOnly Today = new(2026, 11, 24);

    public Scenario()
    {
        var key = 0L;
        Reasons = [.. StandardReasons.For(1, () => ++key)];
    }

    public DenialFacts? Facts { get; set; } = new(DenialStatus.InProgress, new Money(80_000), Money.Zero, false, "CO", "197", Today.AddDays(-30),
        Today.AddDays(200), Today.AddDays(90), null, 0, null, Money.Zero, 7)
    { Route = DenialRoute.Appeal };

    public IReadOnlyList<RailOverride> Overrides { get; set; } = [];

    public HashSet<Scope> Scopes { get; } = [Scope.DenialRead, Scope.DenialWrite, Scope.PaymentWrite];
    public TenantPolicy Policy { get; } = new(1);
    public List<WriteOffReason> Reasons { get; set; }
    public List<WriteOffAskLine> Lines { get; } = [];
    public string? Note { get; set; } = "Payer out of business";
    public long Version { get; set; } = 7;

    public WriteOffSetting Setting => new(Scopes, new TenantRules(new Tenant(1, "One", "America/Chicago"), Policy, Reasons), Today);

    public WriteOffReason Reason(string code) => Reasons.Single(r => r.Code == code);

    public Scenario With(Func<DenialFacts, DenialFacts> change)
    {
        if (Facts is { } facts) Facts = change(facts);
        return this;
    }

    public Scenario Ask(string reason, AskedAmount amount)
    {
        Lines.Add(new WriteOffAskLine(reason, amount));
        return this;
    }

    public Outcome<WriteOffDecision> Decide() => WriteOffRules.Decide(Facts, new WriteOffAsk(1, Version, Guid.Empty, Lines, Note) { Overrides = Overrides }, Setting);

    /// <summary>The refusal's code, or null when it would be written off.</summary>
    public string? Verdict() => Decide().Refusal?.Code;
}
