namespace WriteOff.Domain.Verification;

/// <summary>An invariant that one query checks: it selects the rows that break it as tenant_id and id.</summary>
/// <param name="Thing">What the id is of: claim, denial, application…</param>
/// <param name="Broken">ANSI SQL that both engines take; selects <c>tenant_id</c> and <c>id</c>.</param>
internal sealed record SqlInvariant(string Name, string Sentence, string Thing, string Broken)
{
    /// <summary>The query for all tenants, or for the one in <c>@tenant</c>.</summary>
    public string Text(bool oneTenant) =>
        $"SELECT '{Thing}', broken.tenant_id, broken.id FROM ({Broken}) broken {(oneTenant ? "WHERE broken.tenant_id = @tenant " : "")}ORDER BY broken.tenant_id, broken.id";
}

/// <summary>The invariants that plain SQL can check. Numbers of statuses and types are written out on purpose: this must not follow the model it checks.</summary>
internal static class SqlInvariants
{
    /// <summary>All of them, in the order of the report.</summary>
    public static IReadOnlyList<SqlInvariant> All { get; } = [.. MoneyInvariants.All, .. CauseInvariants.All, .. PivotInvariants.All, .. StateInvariants.All, .. ApprovalInvariants.All, .. TrailInvariants.All, .. ReversalInvariants.All, .. PayerMoneyInvariants.All, .. RunInvariants.All, .. PostingInvariants.All, .. ReferenceInvariants.All];
}
