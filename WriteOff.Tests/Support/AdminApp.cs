using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using WriteOff.Domain.Access;
using WriteOff.Domain.Tenants;
using WriteOff.Web.Identity;

namespace WriteOff.Tests.Support;

/// <summary>The whole product with one tenant of its own people, who sign in with <see cref="RunningApp.Password"/>.</summary>
internal static class AdminApp
{
    /// <summary>Opens a tenant with a clerk, a supervisor and an administrator.</summary>
    public static async Task<AdminTenant> OpenTenant(this RunningApp app, int tenant = 900)
    {
        NewPerson Make(string name, Role role) => new(Guid.NewGuid(), name, $"{name.ToLowerInvariant()}{tenant}@admin.example", role);
        var people = new[] { Make("Clerk", Role.BillingClerk), Make("Super", Role.BillingSupervisor), Make("Admin", Role.Administrator) };
        var services = app.App.Services;
        await services.GetRequiredService<TenantSetup>().Open(new NewTenant(tenant, $"Tenant {tenant}") { People = people });
        await using var scope = services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>();
        foreach (var p in people)
            (await users.CreateAsync(new AppUser { Id = p.Id, TenantId = tenant, DisplayName = p.DisplayName, UserName = p.Email, Email = p.Email }, RunningApp.Password)).Succeeded.Should().BeTrue();
        return new AdminTenant(app, tenant, people[0], people[1], people[2]);
    }
}

/// <summary>A tenant of the running product.</summary>
internal sealed record AdminTenant(RunningApp App, int Id, NewPerson Clerk, NewPerson Super, NewPerson Admin)
{
    public Actor Administrator => Of(Admin);

    public PeopleService People => App.App.Services.GetRequiredService<PeopleService>();

    public Actor Of(NewPerson person) => new(Id, person.Id, person.DisplayName);

    public async Task<PersonLine> Line(Guid id) => (await People.Open(Administrator)).Value.Single(p => p.Id == id);

    /// <summary>Runs an act of the accounts in a scope of its own, as a circuit does.</summary>
    public async Task<T> With<T>(Func<Accounts, Task<T>> act)
    {
        await using var scope = App.App.Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<Accounts>());
    }

    public async Task<AppUser?> User(string email)
    {
        await using var scope = App.App.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>().FindByEmailAsync(email);
    }
}
