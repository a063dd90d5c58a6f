using System.CommandLine;

namespace WriteOff.Web.Commands;

/// <summary>The commands of the program; without one it serves the workbench.</summary>
internal static class CommandLine
{
    /// <summary>Runs the command that the arguments name.</summary>
    /// <returns>Its exit code; null when they name none and the web host should start.</returns>
    public static int? Run(string[] args)
    {
        var root = new RootCommand("WriteOff: a workbench for denied medical claims. Without a command it serves the web pages.") { InspectCommand.Create() };
        if (args.Length == 0 || !root.Subcommands.Any(command => string.Equals(command.Name, args[0], StringComparison.Ordinal))) return null;
        return root.Parse(args).Invoke();
    }
}
