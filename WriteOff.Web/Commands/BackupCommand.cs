using System.CommandLine;
using Microsoft.Data.Sqlite;
using WriteOff.Domain.Persistence;
using WriteOff.Web.Composition;

namespace WriteOff.Web.Commands;

/// <summary><c>backup</c>: copies a SQLite database whole while people go on working. SQL Server has its own.</summary>
internal static class BackupCommand
{
    private static readonly Argument<FileInfo> To = new("file") { Description = "The copy to make; must not be there yet." };

    public static Command Make()
    {
        var command = new Command("backup", "Copy the database as it is at one moment, while people go on working. SQLite only; on SQL Server use BACKUP DATABASE.\nExit code: 0 made, 2 not.") { To };
        command.AllowSettings();
        command.SetAction(Copy);
        return command;
    }

    private static async Task<int> Copy(ParseResult parsed, CancellationToken cancel)
    {
        if (parsed.Settings() is not { } settings) return 2;
        var (output, error, file) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetRequiredValue(To));
        if (file.Exists)
        {
            await error.WriteLineAsync($"{file.Name} is there already. Give another name; nothing is overwritten.");
            return 2;
        }

        await using var app = WriteOffHost.Build(settings);
        var choice = app.Services.GetRequiredService<DatabaseChoice>();
        if (choice.Provider != DatabaseProvider.Sqlite)
        {
            await error.WriteLineAsync("This database is on SQL Server. Use its own BACKUP DATABASE.");
            return 2;
        }

        await using (var from = new SqliteConnection(new SqliteConnectionStringBuilder(choice.ConnectionString) { Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString()))
        await using (var to = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file.FullName, Pooling = false }.ToString()))
        {
            await from.OpenAsync(cancel);
            await to.OpenAsync(cancel);
            from.BackupDatabase(to); // One read of one moment: writers go on in the log.
        }

        file.Refresh();
        await output.WriteLineAsync(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{file.FullName}: {file.Length:N0} bytes. Check it with: verify --Database:ConnectionString \"Data Source={file.FullName}\""));
        return 0;
    }
}
