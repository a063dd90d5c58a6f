namespace WriteOff.Domain.Access;

/// <summary>What a person may do. Asked inside each act, read fresh from the database, never from a circuit's old claims.</summary>
public enum Scope
{
    /// <summary>See denials and claims.</summary>
    DenialRead = 1,
    /// <summary>Write off, reopen, assign, note.</summary>
    DenialWrite,
    /// <summary>File, withdraw and decide appeals.</summary>
    DenialAppeal,
    /// <summary>Approve or reject pending write-offs.</summary>
    DenialApprove,
    /// <summary>Pass an evidence rule or a protected warning, with a note.</summary>
    DenialOverride,
    /// <summary>Contractual write-offs; post a remittance.</summary>
    PaymentWrite,
    /// <summary>See remittances.</summary>
    ReceivableRead,
    /// <summary>Dashboard and reports.</summary>
    ReportsRead,
    /// <summary>Audit trail, its verification and export.</summary>
    AuditRead,
    /// <summary>Policy, reasons and users of the tenant.</summary>
    TenantAdmin,
    /// <summary>API tokens and webhook endpoints. No token has it.</summary>
    ApiManage,
}

/// <summary>A bundle of scopes that an administrator gives to a person.</summary>
public enum Role
{
    BillingClerk = 1,
    PostingClerk,
    BillingSupervisor,
    Manager,
    Administrator,
}

/// <summary>Names and bundles of scopes and roles: the one table that acts, screens and tests read.</summary>
public static class Scopes
{
    private static readonly Dictionary<Role, HashSet<Scope>> Bundles = new()
    {
        [Role.BillingClerk] = [Scope.DenialRead, Scope.DenialWrite, Scope.DenialAppeal, Scope.ReceivableRead],
        [Role.PostingClerk] = [Scope.DenialRead, Scope.ReceivableRead, Scope.PaymentWrite],
        [Role.BillingSupervisor] =
        [
            Scope.DenialRead, Scope.DenialWrite, Scope.DenialAppeal, Scope.ReceivableRead, Scope.DenialApprove,
            Scope.DenialOverride, Scope.PaymentWrite, Scope.ReportsRead, Scope.AuditRead, Scope.ApiManage,
        ],
        [Role.Manager] = [Scope.DenialRead, Scope.ReportsRead, Scope.AuditRead],
        [Role.Administrator] = [Scope.TenantAdmin, Scope.AuditRead, Scope.ApiManage],
    };

    /// <summary>The scopes that a role bundles.</summary>
    public static IReadOnlySet<Scope> Of(Role role) => Bundles[role];

    /// <summary>The scope's public name, as it stands in refusals: <c>billing.denial.write</c>.</summary>
    public static string Name(this Scope scope) => scope switch
    {
        Scope.DenialRead => "billing.denial.read",
        Scope.DenialWrite => "billing.denial.write",
        Scope.DenialAppeal => "billing.denial.appeal",
        Scope.DenialApprove => "billing.denial.approve",
        Scope.DenialOverride => "billing.denial.override",
        Scope.PaymentWrite => "billing.payment.write",
        Scope.ReceivableRead => "billing.receivable.read",
        Scope.ReportsRead => "reports.read.financial",
        Scope.AuditRead => "audit.read",
        Scope.TenantAdmin => "tenant.admin",
        Scope.ApiManage => "api.manage",
    };

    /// <summary>The scopes that a token may have: those that the API asks for.</summary>
    public static IReadOnlyList<Scope> OfTokens { get; } = [Scope.DenialRead, Scope.DenialWrite, Scope.DenialApprove, Scope.DenialOverride, Scope.PaymentWrite, Scope.ReceivableRead];

    /// <summary>Names with blanks between, in the order of the scopes.</summary>
    public static string Write(IEnumerable<Scope> scopes) => string.Join(' ', scopes.Distinct().Order().Select(Name));

    /// <summary>Reads what <see cref="Write"/> wrote; a name that isn't known gives nothing.</summary>
    public static IReadOnlySet<Scope> Read(string names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var said = names.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        return Enum.GetValues<Scope>().Where(s => said.Contains(s.Name())).ToHashSet();
    }

    /// <summary>The role's name on screen.</summary>
    public static string Label(this Role role) => role switch
    {
        Role.BillingClerk => "Billing clerk",
        Role.PostingClerk => "Posting clerk",
        Role.BillingSupervisor => "Billing supervisor",
        Role.Manager => "Manager",
        Role.Administrator => "Administrator",
    };
}
