using System.CommandLine;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.Verification;
using WriteOff.Web.Composition;

namespace WriteOff.Web.Commands;

/// <summary><c>verify</c>: checks the invariants of the ledger and the audit chain, changing nothing in the database.</summary>
internal static class VerifyCommand
{
    private static readonly Option<int> Tenant = CommandOptions.Tenant("Only this organisation; all when left out.", required: false);

    private static readonly Option<FileInfo> Checkpoint = new("--checkpoint")
    {
        Description = "A file kept away from the database. The rows that it names must still be there; when everything holds, the ends of the chains are written to it. It is made where it is missing.",
    };

    public static Command Make()
    {
        var command = new Command("verify", "Check the invariants of the ledger and the audit chain with plain SQL. Changes nothing in the database.\nExit code: 0 all hold, 2 something is broken.") { Tenant, Checkpoint };
        command.AllowSettings();
        command.SetAction(Verify);
        return command;
    }

    private static async Task<int> Verify(ParseResult parsed, CancellationToken cancel)
    {
        if (parsed.Settings() is not { } settings) return 2;
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        await using var app = WriteOffHost.Build(settings);
        if (app.Services.GetRequiredService<DatabaseChoice>().MissingFile is { } missing)
        {
            await error.WriteLineAsync(DatabaseFailure.Missing(missing));
            return DatabaseFailure.ExitCode;
        }

        int? only = parsed.GetResult(Tenant) is null ? null : parsed.GetValue(Tenant);
        if (only is { } id && !await app.Services.GetRequiredService<TenantSetup>().Exists(id, cancel))
        {
            await error.WriteLineAsync(CommandOptions.NoTenant(id));
            return 2;
        }

        var file = parsed.GetValue(Checkpoint);
        var known = await Known(file, cancel);
        if (!known.IsDone)
        {
            await error.WriteLineAsync($"{file!.Name}: {known.Refusal}");
            return 2;
        }

        var found = await app.Services.GetRequiredService<Verifier>().Run(new VerifyAsk(only, file is null ? null : known.Value), cancel);
        await output.WriteAsync(VerifyReport.Text(found.Results));
        if (found.Holds && file is not null) await Keep(file, found.Ends.Over(known.Value), output, cancel);
        return found.Holds ? 0 : 2;
    }

    private static async Task<Outcome<ChainCheckpoint>> Known(FileInfo? file, CancellationToken cancel)
    {
        if (file is not { Exists: true }) return ChainCheckpoint.Empty;
        return ChainCheckpoint.Read(await File.ReadAllTextAsync(file.FullName, cancel));
    }

    /// <summary>Beside it first, then in its place: a checkpoint is whole or the old one.</summary>
    private static async Task Keep(FileInfo file, ChainCheckpoint ends, TextWriter output, CancellationToken cancel)
    {
        var beside = file.FullName + ".new";
        await File.WriteAllTextAsync(beside, ends.Text(), cancel);
        File.Move(beside, file.FullName, overwrite: true);
        await output.WriteLineAsync(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{file.Name} names the ends of {ends.Ends.Count} audit chains now"));
    }
}
