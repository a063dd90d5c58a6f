using System.CommandLine;
using System.Globalization;
using WriteOff.Domain.Access;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Web.Composition;

namespace WriteOff.Web.Commands;

/// <summary><c>import FILE… --tenant N</c>: posts remittance files as the system and says what became of each. Prints no patient data.</summary>
internal static class ImportCommand
{
    public static Command Make()
    {
        var files = new Argument<string[]>("files") { Description = "Remittance files (X12 835).", Arity = ArgumentArity.OneOrMore };
        var tenant = CommandOptions.Tenant("The organisation to post for.", required: true);
        var command = new Command("import", "Post remittance files. The same file or payment posts once, however often it is imported.\nExit code: 0 all taken, 1 a file was refused or unreadable, 2 wrong usage.") { files, tenant };
        command.AllowSettings();
        command.SetAction(async (parsed, cancel) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var (names, settings) = CommandOptions.Split([.. parsed.GetRequiredValue(files), .. parsed.UnmatchedTokens]);
            if (names.FirstOrDefault(n => n.StartsWith('-')) is { } option && parsed.NotUnderstood(option) is null) return 2;
            await using var app = WriteOffHost.Build(settings);
            await app.MigrateWhereWanted(cancel);
            var id = parsed.GetRequiredValue(tenant);
            if (!await app.Services.GetRequiredService<TenantSetup>().Exists(id, cancel))
            {
                await error.WriteLineAsync(CommandOptions.NoTenant(id));
                return 2;
            }

            return await Run(app.Services.GetRequiredService<RemittanceIntake>(), Actor.System(id), names, output, error, cancel);
        });
        return command;
    }

    private static async Task<int> Run(RemittanceIntake intake, Actor actor, IReadOnlyList<string> files, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        var failed = 0;
        foreach (var file in files)
        {
            try
            {
                await using var content = File.OpenRead(file);
                var taken = await intake.Take(actor, file, content, cancel);
                if (taken.IsDone)
                {
                    await output.WriteAsync(Text(taken.Value));
                    continue;
                }

                await error.WriteLineAsync($"{file}: refused. {taken.Refusal}");
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                await error.WriteLineAsync($"{file}: {problem.Message}");
            }

            failed = 1;
        }

        return failed;
    }

    private static string Text(FileReceipt receipt)
    {
        if (receipt.FirstReceivedAt is { } first) return $"{receipt.Name}: duplicate, taken on {Instant(first)}; nothing was posted now\n{string.Concat(receipt.Remittances.Where(r => r.Status == RemittanceStatus.Unposted).Select(Text))}";
        var lines = receipt.Remittances.Select(Text);
        return $"{receipt.Name}: {Count(receipt.Remittances.Count, "remittance")}{(receipt.Findings.Count > 0 ? $", {Count(receipt.Findings.Count, "finding")}" : "")}\n{string.Concat(lines)}";
    }

    private static string Text(RemittanceReceipt r)
    {
        var what = r.Status switch
        {
            RemittanceStatus.Posted => $"posted, {Count(r.ClaimCount, "claim")}, {Count(r.DenialCount, "denial")}, {r.HeldCount} held, {r.UnmatchedCount} unmatched",
            RemittanceStatus.Posting => $"posted in part, {r.PostedCount} of {Count(r.ClaimCount, "claim")}: take the file again",
            RemittanceStatus.Held => $"held {r.HoldWord}: {r.Why}",
            RemittanceStatus.Duplicate => $"duplicate, first posted on {(r.FirstPostedAt is { } at ? Instant(at) : "an earlier day")}; nothing was posted now",
            RemittanceStatus.Rejected => "rejected",
            RemittanceStatus.Unposted => "posted before and unposted; nothing was posted now",
            RemittanceStatus.Replaced => "replaced by a later one",
        };
        return string.Create(CultureInfo.InvariantCulture, $"  {r.Number}. {(r.Trace.Length == 0 ? "no trace number" : r.Trace)}, {r.PayerName}: {what}\n");
    }

    private static string Count(int n, string thing) => string.Create(CultureInfo.InvariantCulture, $"{n:N0} {thing}{(n == 1 ? "" : "s")}");

    private static string Instant(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
