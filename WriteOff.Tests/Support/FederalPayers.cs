using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Claims;

namespace WriteOff.Tests.Support;

/// <summary>Payers that are federal programs.</summary>
internal static class FederalPayers
{
    /// <summary>The payer of the tenant's denials is one from now on.</summary>
    public static Task MakeFederal(this TestWorkbench workbench) => workbench.Change(async db => (await db.Set<Payer>().SingleAsync()).IsFederal = true);
}
