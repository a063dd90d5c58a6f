using System.Globalization;
using System.Text;
using WriteOff.Domain.Access;
using WriteOff.Domain.Denials;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Denials;

public sealed class StatesDocumentTests
{
    [Fact]
    public void StatesDocument_Table_IsTheOneInTheCode()
    {
        var path = Path.Combine(Sources.Root, "docs", "states.md");
        if (Environment.GetEnvironmentVariable("WRITEOFF_REGENERATE") == "1") File.WriteAllText(path, Write());
        File.ReadAllText(path).Should().Be(Write(), "run the tests with WRITEOFF_REGENERATE=1 to write it anew");
    }

    private static string Write()
    {
        var text = new StringBuilder();
        text.Append("# States of a denial\n\nWritten by a test from the table in `WriteOff.Domain/Denials/Transitions.cs`; don't edit. The domain, the greyed buttons and the tests read that same table.\n\n");
        text.Append("`=` stays as it is · `←` back to where the write-off request came from · `·` refused, with a sentence and a step\n\n| act | scope |");
        foreach (var from in Enum.GetValues<DenialStatus>()) text.Append(CultureInfo.InvariantCulture, $" {from.Word()} |");
        text.Append("\n|---|---|---|---|---|---|---|---|\n");
        foreach (var act in Enum.GetValues<DenialAct>())
        {
            text.Append(CultureInfo.InvariantCulture, $"| {Words(act)} | {(Transitions.All.First(t => t.Act == act).Scope is { } scope ? $"`{scope.Name()}`" : "the system only")} |");
            foreach (var from in Enum.GetValues<DenialStatus>()) text.Append(CultureInfo.InvariantCulture, $" {Cell(Transitions.Find(from, act))} |");
            text.Append('\n');
        }

        return text.ToString();
    }

    private static string Cell(Transition? step) => step?.Destination switch
    {
        null => "·",
        Destination.Unchanged => "=",
        Destination.WhereItCameFrom => "←",
        Destination.Status => step.To!.Value.Word(),
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    private static string Words(DenialAct act) =>
        string.Concat(act.ToString().Select((c, n) => n > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}")).Replace("write off", "write-off", StringComparison.Ordinal);
}
