using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Persistence;
using WriteOff.Web.Demo;
using WriteOff.Web.Identity;

namespace WriteOff.Web.Composition;

/// <summary>The chosen database and what happens to it before the first request.</summary>
public static class DatabaseServices
{
    /// <summary>Registers the choice, the sign-ins' context and its part of <c>migrate</c>.</summary>
    public static void AddWriteOffDatabase(this WebApplicationBuilder builder)
    {
        var choice = DatabaseChoice.Read(builder.Configuration, builder.Environment.ContentRootPath);
        var services = builder.Services;
        services.AddSingleton(choice);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(DemoOptions.Read(builder.Configuration, builder.Environment, choice));
        switch (choice.Provider)
        {
            case DatabaseProvider.Sqlite: services.AddIdentityDb<SqliteIdentityDb>(choice, SealingKeys.Read(builder.Configuration)); break;
            case DatabaseProvider.SqlServer: services.AddIdentityDb<SqlServerIdentityDb>(choice, SealingKeys.Read(builder.Configuration)); break;
        }

        services.AddWriteOffDomain(choice.ToOptions(builder.Configuration.GetValue<int?>("Database:Node"), builder.Configuration.GetValue<int?>("Database:BusySeconds")));
        services.AddSingleton(new DatabasePart("workbench", (scope, cancel) => scope.GetRequiredService<DatabaseSetup>().Migrate(cancel)));
        services.AddSingleton(new DatabasePart("sign-ins", (scope, cancel) => scope.GetRequiredService<IdentityDb>().Database.MigrateAsync(cancel)));
        services.AddSingleton(new StartStep("demo data", DemoData.Make));
        services.AddSingleton(new StartStep("demo accounts", DemoAccounts.Make));
    }

    /// <summary>Brings every part of the database up to date, in the order of their registration.</summary>
    public static async Task<IReadOnlyList<string>> Migrate(this IServiceProvider services, CancellationToken cancel = default)
    {
        services.GetRequiredService<DatabaseChoice>().MakeFolder();
        var done = new List<string>();
        foreach (var part in services.GetServices<DatabasePart>())
        {
            await using var scope = services.CreateAsyncScope();
            await part.Migrate(scope.ServiceProvider, cancel);
            done.Add(part.Name);
        }

        return done;
    }

    /// <summary>What comes before the first request: migration and the start steps.</summary>
    public static async Task Prepare(this WebApplication app, CancellationToken cancel = default)
    {
        if (app.MigratesOnStart()) await app.Services.Migrate(cancel);
        foreach (var step in app.Services.GetServices<StartStep>())
        {
            await using var scope = app.Services.CreateAsyncScope();
            await step.Run(scope.ServiceProvider, cancel);
        }
    }

    /// <summary>Whether a start migrates: <c>Database:MigrateOnStart</c>, by itself only with SQLite.</summary>
    public static bool MigratesOnStart(this WebApplication app) =>
        app.Configuration.GetValue("Database:MigrateOnStart", app.Services.GetRequiredService<DatabaseChoice>().Provider == DatabaseProvider.Sqlite);

    private static void AddIdentityDb<T>(this IServiceCollection services, DatabaseChoice choice, SealingKeys sealing)
        where T : IdentityDb
    {
        services.AddDbContext<T>(options => options.UseWriteOff(choice, IdentityDb.History));
        services.AddScoped<IdentityDb>(scope => scope.GetRequiredService<T>());
        sealing.Use(services.AddDataProtection().SetApplicationName("WriteOff").PersistKeysToDbContext<T>());
    }
}
