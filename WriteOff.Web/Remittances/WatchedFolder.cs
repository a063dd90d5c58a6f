using System.Data.Common;
using System.Globalization;
using WriteOff.Domain.Access;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Web.Composition;

namespace WriteOff.Web.Remittances;

/// <summary>Where remittances arrive unattended: <c>Intake:Folder</c> and the organisation they are for, <c>Intake:Tenant</c>. Off without the first.</summary>
public sealed record WatchedFolderOptions(string Folder, int Tenant)
{
    /// <summary>Null: off.</summary>
    /// <exception cref="SettingException">A folder without a tenant.</exception>
    public static WatchedFolderOptions? Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var folder = configuration["Intake:Folder"];
        if (string.IsNullOrWhiteSpace(folder)) return null;
        return configuration.GetValue<int?>("Intake:Tenant") is { } tenant && tenant > 0
            ? new WatchedFolderOptions(Path.GetFullPath(folder), tenant)
            : throw new SettingException("Intake:Folder is set, but Intake:Tenant, the number of the organisation that its files are for, is not.");
    }
}

/// <summary>Takes files that have settled in a folder, as the system, one node at a time, and moves each to <c>done</c> or <c>refused</c>, there with a text that says why.</summary>
internal sealed class WatchedFolder(WatchedFolderOptions options, RemittanceIntake intake, TenantSetup tenants, WorkLeases leases, TimeProvider clock, ILogger<WatchedFolder> log) : BackgroundService
{
    private const string Done = "done", Refused = "refused";
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private static readonly string[] Unfinished = [".tmp", ".part", ".filepart", ".crdownload"];
    private WorkLeaseHandle? _lease;
    private readonly Dictionary<string, (long Length, DateTime Written)> _seen = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (await Look(stoppingToken) is > 0 and var taken) log.LogInformation("The watched folder gave {Count} files", taken);
            }
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(problem, "The watched folder could not be worked off; it is tried again");
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (_lease is not null) await _lease.DisposeAsync();
        _lease = null;
    }

    /// <summary>Looks once. A file is taken when it is as long and as old as at the look before.</summary>
    internal async Task<int> Look(CancellationToken cancel)
    {
        if (!await tenants.Exists(options.Tenant, cancel))
        {
            log.LogError("Intake:Tenant names an organisation that isn't here: {Tenant}", options.Tenant);
            return 0;
        }

        if (_lease?.Lost.IsCancellationRequested == true)
        {
            await _lease.DisposeAsync();
            _lease = null;
        }

        _lease ??= await leases.Take(options.Tenant, "intake folder", cancel);
        if (_lease is null) return 0;
        Directory.CreateDirectory(options.Folder);
        if (Outside() is { } outside)
        {
            log.LogError("{Place} in the watched folder is a link to somewhere else: nothing is taken until it is a folder", outside);
            return 0;
        }

        var taken = 0;
        var there = new DirectoryInfo(options.Folder).EnumerateFiles().Where(IsFinished).OrderBy(f => f.LastWriteTimeUtc).ThenBy(f => f.Name, StringComparer.Ordinal).ToList();
        foreach (var gone in _seen.Keys.Except(there.Select(f => f.Name), StringComparer.Ordinal).ToList()) _seen.Remove(gone);
        foreach (var file in there)
        {
            var now = (file.Length, file.LastWriteTimeUtc);
            if (!_seen.TryGetValue(file.Name, out var before) || before != now)
            {
                _seen[file.Name] = now;
                continue;
            }

            await Take(file, cancel);
            _seen.Remove(file.Name);
            taken++;
        }

        return taken;
    }

    /// <summary>Who may put files here may not choose where they are moved to.</summary>
    private string? Outside() => Array.Find([Done, Refused], place => new DirectoryInfo(Path.Combine(options.Folder, place)).LinkTarget is not null || File.Exists(Path.Combine(options.Folder, place)));

    private static bool IsFinished(FileInfo file) =>
        file.LinkTarget is null && !file.Name.StartsWith('.') && !Unfinished.Contains(file.Extension, StringComparer.OrdinalIgnoreCase);

    private async Task Take(FileInfo file, CancellationToken cancel)
    {
        Refusal? refusal;
        await using (var content = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, useAsync: true))
            refusal = (await intake.Take(Actor.System(options.Tenant), file.Name, content, cancel)).Refusal;

        var kept = Move(file, refusal is null ? Done : Refused);
        if (refusal is not null) await File.WriteAllTextAsync($"{kept}.txt", $"Refused, {refusal.Code}: {refusal.Sentence} {refusal.Step}\nNothing of it was posted.\n", cancel);
    }

    private string Move(FileInfo file, string where)
    {
        var folder = Directory.CreateDirectory(Path.Combine(options.Folder, where)).FullName;
        var target = Path.Combine(folder, file.Name);
        for (var n = 2; File.Exists(target); n++) target = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(file.Name)} ({n}){file.Extension}"));
        File.Move(file.FullName, target);
        return target;
    }
}

/// <summary>Registers the watched folder where it is set.</summary>
public static class WatchedFolderServices
{
    /// <summary>Off by default.</summary>
    public static void AddWatchedFolder(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (WatchedFolderOptions.Read(builder.Configuration) is not { } options) return;
        builder.Services.AddSingleton(options);
        builder.Services.AddHostedService<WatchedFolder>();
    }
}
