using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Persistence;

namespace WriteOff.Domain.Verification;

/// <summary>Checks the invariants of <c>domain.md</c> §8 with plain SQL, apart from the product's own model, in one read-only snapshot.</summary>
/// <remarks>Nothing in the domain depends on it. It changes nothing and streams: memory stays flat however long the audit chain is.</remarks>
public sealed class Verifier(WorkbenchDbs dbs)
{
    /// <summary>Checks every invariant.</summary>
    /// <param name="tenantId">One tenant; null: all of them.</param>
    public async Task<IReadOnlyList<InvariantResult>> Run(int? tenantId = null, CancellationToken cancellationToken = default) =>
        (await Run(new VerifyAsk(tenantId), cancellationToken)).Results;

    /// <summary>Checks every invariant, against a checkpoint where there is one, and says where the chains end.</summary>
    public async Task<VerifyOutcome> Run(VerifyAsk ask, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ask);
        await using var db = dbs.Open(tenantId: 0);
        await db.Database.OpenConnectionAsync(cancellationToken);
        var connection = db.Database.GetDbConnection();
        await using var snapshot = await Snapshot.Of(connection, cancellationToken);
        List<InvariantResult> results = [];
        foreach (var invariant in SqlInvariants.All)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ask.Progress?.Invoke(new VerifyProgress(results.Count, SqlInvariants.All.Count, 0, 0));
            results.Add(await Check(snapshot, invariant, ask.TenantId, cancellationToken));
        }

        var done = results.Count;
        results.Add(await GuardInvariants.Check(snapshot, cancellationToken));
        results.AddRange(await AuditChain.Check(snapshot, ask.TenantId, (rows, all) => ask.Progress?.Invoke(new VerifyProgress(done, done, rows, all)), cancellationToken));
        if (ask.Checkpoint is { } checkpoint) results.Add(await checkpoint.Check(snapshot, ask.TenantId, cancellationToken));
        return new VerifyOutcome(results, await ChainCheckpoint.Of(snapshot, ask.TenantId, cancellationToken));
    }

    private static async Task<InvariantResult> Check(DbTransaction snapshot, SqlInvariant invariant, int? tenantId, CancellationToken cancellationToken)
    {
        await using var command = Command(snapshot, invariant.Text(oneTenant: tenantId is not null), tenantId);
        var tally = new Tally(invariant.Name, invariant.Sentence);
        try
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                tally.Count(string.Create(CultureInfo.InvariantCulture, $"{reader.GetString(0)} {reader.GetValue(2)} of tenant {reader.GetValue(1)}"));
        }
        catch (DbException overflow) when (Snapshot.IsOverflow(overflow))
        {
            tally.Count($"a sum that no {invariant.Thing} of tenant {tenantId?.ToString(CultureInfo.InvariantCulture) ?? "any"} can have");
        }

        return tally.Result;
    }

    internal static DbCommand Command(DbTransaction snapshot, string text, int? tenantId)
    {
        var command = snapshot.Connection!.CreateCommand();
        command.Transaction = snapshot;
        command.CommandText = text;
        command.CommandTimeout = 0; // A big tenant's chain takes as long as it takes; the caller can cancel.
        if (tenantId is null) return command;
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@tenant", tenantId.Value);
        command.Parameters.Add(parameter);
        return command;
    }
}

/// <summary>Counts what breaks one invariant and keeps the first keys.</summary>
internal sealed class Tally(string name, string sentence)
{
    private readonly List<string> _first = [];
    private long _broken;

    public InvariantResult Result => new(name, sentence, _broken, _first);

    public void Count(string key)
    {
        _broken++;
        if (_first.Count < InvariantResult.MostKeys) _first.Add(key);
    }
}
