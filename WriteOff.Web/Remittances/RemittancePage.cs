using Microsoft.AspNetCore.Components;
using WriteOff.Domain.Access;
using WriteOff.Domain.Shared;
using WriteOff.Web.Components.Layout;
using WriteOff.Web.Identity;

namespace WriteOff.Web.Remittances;

/// <summary>The pages of remittances.</summary>
public abstract class RemittancePage : ReadingPage
{
    [Inject] private ReadUserContext UserContext { get; set; } = default!;

    /// <summary>Why the person may not act on remittances; null: they may.</summary>
    protected Refusal? Blocked { get; private set; }

    protected override string Unread => "The remittances can't be read just now.";

    protected override async Task Begin() => Blocked = (await UserContext(Actor, Gone)).Has(Scope.PaymentWrite) ? null : Grants.Missing(Scope.PaymentWrite);
}
