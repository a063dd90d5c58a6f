using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Tenants;

namespace WriteOff.Tests.Support;

/// <summary>API tokens and who acts behind them.</summary>
internal static class ApiTokenActs
{
    public static ApiTokenService TokenService(this TestWorkbench workbench) => new(workbench.Writer, workbench.Dbs, workbench.Clock);

    public static ApiTokens Door(this TestWorkbench workbench) => new(workbench.Dbs, workbench.Gate, workbench.Clock);

    /// <summary>A person makes a token; with no scopes named, one with all that they may give.</summary>
    public static async Task<MadeApiToken> GivenToken(this TestWorkbench workbench, Actor maker, params Scope[] scopes)
    {
        var service = workbench.TokenService();
        var given = scopes.Length > 0 ? scopes : [.. (await service.Open(maker)).Value.Offers];
        return (await service.Make(maker, new NewApiToken("Nightly job", given, 90))).Value;
    }

    /// <summary>The actor of a token that a person makes.</summary>
    public static async Task<Actor> GivenTokenActor(this TestWorkbench workbench, Actor maker, params Scope[] scopes) =>
        (await workbench.Door().Find((await workbench.GivenToken(maker, scopes)).Text)).Value;

    /// <summary>Takes every role of a person away.</summary>
    public static Task TakeRoles(this TestWorkbench workbench, Actor person) =>
        workbench.Change(async db => db.RemoveRange(await db.Set<PersonRole>().Where(r => r.PersonId == person.UserId).ToListAsync()));
}
