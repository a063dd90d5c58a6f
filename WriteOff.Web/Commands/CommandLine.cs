using System.CommandLine;
using Microsoft.AspNetCore.Connections;
using WriteOff.Web.Composition;

namespace WriteOff.Web.Commands;

/// <summary>What the program can be asked to do. Without a command it serves the product.</summary>
public static class CommandLine
{
    /// <summary>Runs what the arguments ask for and answers the exit code.</summary>
    public static async Task<int> Run(string[] args, TextWriter output, TextWriter error)
    {
        try
        {
            var parsed = Root().Parse(args);
            var code = await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
            return parsed.Errors.Count > 0 ? 2 : code;
        }
        catch (SettingException wrong)
        {
            await error.WriteLineAsync(wrong.Message);
            return 2;
        }
        catch (IOException busy) when (busy.InnerException is AddressInUseException)
        {
            await error.WriteLineAsync("Another program answers on this address already. Stop it, or choose another with --urls.");
            return 2;
        }
        catch (Exception failure) when (DatabaseFailure.Explain(failure) is { } sentence)
        {
            await error.WriteLineAsync(sentence);
            return DatabaseFailure.ExitCode;
        }
    }

    /// <summary>All commands; a new one is one line here.</summary>
    public static RootCommand Root()
    {
        var root = new RootCommand("WriteOff: a workbench for denied medical claims. Without a command it serves the product; settings may follow as --Name:Key value.\nExit code of every command: 2 wrong usage or settings, 3 the database can't be used.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        root.Subcommands.Add(InspectCommand.Create());
        root.Subcommands.Add(MigrateCommand.Make());
        root.Subcommands.Add(ImportCommand.Make());
        root.Subcommands.Add(VerifyCommand.Make());
        root.Subcommands.Add(BackupCommand.Make());
        root.Subcommands.Add(HealthCommand.Make());
        root.Subcommands.Add(TenantCommand.Make());
        root.Subcommands.Add(PersonCommand.Make());
        root.SetAction(Serve);
        return root;
    }

    private static async Task<int> Serve(ParseResult parsed, CancellationToken cancel)
    {
        if (parsed.UnmatchedTokens is [{ } first, ..] && !first.StartsWith('-'))
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"There is no command \"{first}\". See --help.");
            return 2;
        }

        try
        {
            await WriteOffHost.Serve([.. parsed.UnmatchedTokens], cancel);
            return 0;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync("Stopped before it was ready. The next start goes on from here.");
            return 130;
        }
    }
}
