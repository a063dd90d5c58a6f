using WriteOff.Domain.Persistence;
using WriteOff.Web.Composition;

namespace WriteOff.Web.Demo;

/// <summary>Whether this is a demo: made-up people whom anyone may enter as. On by itself only with SQLite in Development.</summary>
/// <param name="On">True when personas exist and may sign in.</param>
/// <param name="Password">A password that all demo accounts get; without one they have none and only the sign-in page's list opens them.</param>
/// <param name="WithData">Whether the records are filled; with <c>Demo:Data=false</c> the demo has its tenants and people, and no denials.</param>
public sealed record DemoOptions(bool On, string? Password, bool WithData = true)
{
    /// <summary>Reads <c>Demo:Enabled</c>, <c>Demo:Password</c> and <c>Demo:Data</c>.</summary>
    public static DemoOptions Read(IConfiguration configuration, IHostEnvironment environment, DatabaseChoice database) => new(
        configuration.GetValue<bool?>("Demo:Enabled") ?? (database.Provider == DatabaseProvider.Sqlite && environment.IsDevelopment()),
        configuration["Demo:Password"] is { Length: > 0 } password ? password : null,
        configuration.GetValue("Demo:Data", true));
}
