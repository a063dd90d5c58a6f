using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using WriteOff.Domain.Access;
using WriteOff.Domain.Denials;
using WriteOff.Web.Composition;
using WriteOff.Web.Demo;

namespace WriteOff.Bench;

/// <summary>The serving half, in a process of its own so that the browsers' memory isn't counted: the product with its demo data on one port, the pages to compare with on another. Says its addresses, then its memory as often as it is asked.</summary>
internal static class CircuitHosts
{
    public const string Mark = "@ ";

    private static readonly string[] Settings = ["--urls=http://127.0.0.1:0", "--environment=Production", "--Logging:LogLevel:Default=Error", "--Logging:LogLevel:Microsoft.AspNetCore=Error", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Error"];

    public static async Task<int> Serve()
    {
        var folder = Directory.CreateTempSubdirectory("writeoff-circuit-");
        try
        {
            await using var product = WriteOffHost.Build(
                [.. Settings, $"--Database:ConnectionString=Data Source={Path.Combine(folder.FullName, "writeoff.db")}", "--Demo:Enabled=true"]);
            await product.Prepare();
            await product.StartAsync();
            await using var plain = Plain(product.Services);
            await plain.StartAsync();
            Say($"{Address(product)} {Address(plain)}");
            while (await Console.In.ReadLineAsync() is { Length: > 0 }) Say(Memory().ToString(CultureInfo.InvariantCulture));
            await plain.StopAsync();
            await product.StopAsync();
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static WebApplication Plain(IServiceProvider product)
    {
        var builder = WebApplication.CreateBuilder(Settings);
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddSingleton(new PlainRows(product));
        var app = builder.Build();
        app.UseAntiforgery();
        app.MapRazorComponents<PlainRoot>().AddInteractiveServerRenderMode();
        return app;
    }

    private static string Address(WebApplication app) => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    private static void Say(string words) => Console.WriteLine(Mark + words);

    /// <summary>Bytes in use once all that can go has gone.</summary>
    private static long Memory()
    {
        for (var n = 0; n < 3; n++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}

/// <summary>The rows of the product's grid for the plain table.</summary>
public sealed class PlainRows(IServiceProvider product)
{
    internal static DemoPersona Person { get; } = DemoPersonas.All[0];

    public async Task<GridPage> Page(GridCursor? at)
    {
        await using var scope = product.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<DenialGrid>().Page(new Actor(Person.TenantId, Person.Id, Person.Name), new GridAsk(Page: at))).Value;
    }
}
