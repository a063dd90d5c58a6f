using System.CommandLine;
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
    }

    /// <summary>All commands; a new one is one line here.</summary>
    public static RootCommand Root()
    {
        var root = new RootCommand("WriteOff: a workbench for denied medical claims. Without a command it serves the product; settings may follow as --Name:Key value.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        root.Subcommands.Add(InspectCommand.Create());
        root.Subcommands.Add(MigrateCommand.Make());
        root.Subcommands.Add(ImportCommand.Make());
        root.Subcommands.Add(VerifyCommand.Make());
        root.Subcommands.Add(BackupCommand.Make());
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
