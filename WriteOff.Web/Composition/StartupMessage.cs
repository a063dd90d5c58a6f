using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using WriteOff.Web.Demo;

namespace WriteOff.Web.Composition;

/// <summary>What the person who started the product reads first.</summary>
internal static class StartupMessage
{
    public static void Say(WebApplication app)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        Console.WriteLine($"WriteOff answers on {string.Join(" and ", addresses)}");
        if (!app.Services.GetRequiredService<DemoOptions>().On) return;
        Console.WriteLine("Demo: choose a person on the sign-in page, no password needed. For example:");
        foreach (var tenant in DemoPersonas.Tenants)
        {
            var people = DemoPersonas.All.Where(p => p.TenantId == tenant.Id);
            Console.WriteLine($"  {tenant.Name}: {string.Join(", ", people.Select(p => p.Name))}");
        }
    }
}
