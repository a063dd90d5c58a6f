using Microsoft.Extensions.Configuration.Json;
using WriteOff.Web.Remittances;

namespace WriteOff.Web.Composition;

/// <summary>Puts the product together: the one place that the program, its commands and the tests start from.</summary>
public static class WriteOffHost
{
    /// <summary>Where the product answers when nobody says otherwise.</summary>
    public const string DefaultUrl = "http://localhost:5080";

    /// <summary>The product, ready to start.</summary>
    /// <param name="args">Configuration from the command line: <c>--urls</c>, <c>--Database:Provider</c>…</param>
    /// <param name="also">Last word on the services, for tests.</param>
    public static WebApplication Build(string[] args, Action<IServiceCollection>? also = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(WriteOffHost).Assembly.GetName().Name,
            // Published, the files lie beside the binaries, whatever folder it is started from.
            ContentRootPath = Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot")) ? AppContext.BaseDirectory : null,
        });
        builder.ReadRootSettings();
        builder.AddWriteOffDatabase();
        builder.AddWriteOffIdentity();
        builder.AddWriteOffPages();
        builder.AddWatchedFolder();
        builder.AddWriteOffMeasuring();
        builder.Services.AddWriteOffHealth();
        also?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseWriteOffSecurity();
        app.UseWriteOffPages();
        return app;
    }

    /// <summary>Migrates where that is wanted at each start, runs the start steps, then serves until stopped.</summary>
    public static async Task Serve(string[] args, CancellationToken cancel = default)
    {
        await using var app = Build(args);
        await app.Prepare(cancel);
        app.Lifetime.ApplicationStarted.Register(() => StartupMessage.Say(app));
        await app.RunAsync();
    }

    /// <summary>The settings at the top of the repository are linked beside the binaries. The content root is another folder
    /// (the project's) under <c>dotnet run</c>, so they are read from there, below everything else.</summary>
    private static void ReadRootSettings(this WebApplicationBuilder builder)
    {
        var settings = new JsonConfigurationSource { Path = Path.Combine(AppContext.BaseDirectory, "appsettings.json"), Optional = true };
        settings.ResolveFileProvider();
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, settings);
        var addressed = builder.Configuration["urls"] ?? builder.Configuration["http_ports"] ?? builder.Configuration["https_ports"];
        if (string.IsNullOrEmpty(addressed) && !builder.Configuration.GetSection("Kestrel:Endpoints").GetChildren().Any())
            builder.WebHost.UseUrls(DefaultUrl);
    }
}
