using Microsoft.Extensions.Configuration.Json;
using WriteOff.Web.Api;
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
            ContentRootPath = ContentRoot(Directory.GetCurrentDirectory()),
        });
        builder.ReadSettings(Directory.GetCurrentDirectory());
        builder.AddWriteOffDatabase();
        builder.AddWriteOffIdentity();
        builder.AddWriteOffPages();
        builder.AddWatchedFolder();
        builder.AddWriteOffApi();
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

    /// <summary>The program's own folder, whatever folder it is started from; under <c>dotnet run</c> the project's.</summary>
    internal static string ContentRoot(string workingDirectory) =>
        File.Exists(Path.Combine(workingDirectory, "WriteOff.Web.csproj")) ? workingDirectory : AppContext.BaseDirectory;

    /// <summary>
    /// The settings at the top of the repository are linked beside the binaries and stand below everything else, since the content root is
    /// the project's folder under <c>dotnet run</c>. Those of the working directory win over the program's own: an administrator's file
    /// survives an update of the program. Environment and command line win over both.
    /// </summary>
    private static void ReadSettings(this WebApplicationBuilder builder, string workingDirectory)
    {
        var sources = ((IConfigurationBuilder)builder.Configuration).Sources;
        sources.Insert(0, SettingsFile(AppContext.BaseDirectory, "appsettings.json"));
        var after = sources.ToList().FindLastIndex(s => s is JsonConfigurationSource);
        if (!string.Equals(Path.TrimEndingDirectorySeparator(workingDirectory), Path.TrimEndingDirectorySeparator(builder.Environment.ContentRootPath), StringComparison.Ordinal))
        {
            foreach (var name in new[] { "appsettings.json", $"appsettings.{builder.Environment.EnvironmentName}.json" })
                sources.Insert(++after, SettingsFile(workingDirectory, name));
        }

        var addressed = builder.Configuration["urls"] ?? builder.Configuration["http_ports"] ?? builder.Configuration["https_ports"];
        if (string.IsNullOrEmpty(addressed) && !builder.Configuration.GetSection("Kestrel:Endpoints").GetChildren().Any())
            builder.WebHost.UseUrls(DefaultUrl);
    }

    private static JsonConfigurationSource SettingsFile(string folder, string name)
    {
        var settings = new JsonConfigurationSource { Path = Path.Combine(folder, name), Optional = true };
        settings.ResolveFileProvider();
        return settings;
    }
}
