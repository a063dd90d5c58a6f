using System.Data.Common;
using System.Globalization;
using System.Text;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Verification;

/// <summary>Where the audit chains ended once, kept away from the database: whoever cuts a chain's tail, or recomputes all of it, can't make these rows come back.</summary>
/// <param name="Ends">By tenant: number and hash of its last audit row.</param>
public sealed record ChainCheckpoint(IReadOnlyDictionary<int, (long Sequence, string Hash)> Ends)
{
    internal const string Query = "SELECT hash FROM audit_row WHERE tenant_id = @tenant AND sequence = @sequence";

    private const string Head = "writeoff checkpoint 1";

    /// <summary>A checkpoint of no chain.</summary>
    public static ChainCheckpoint Empty { get; } = new(new Dictionary<int, (long, string)>());

    /// <summary>As a text file: a head, then one line per tenant with its number, the number of its last audit row and that row's hash.</summary>
    public string Text()
    {
        var text = new StringBuilder(Head).Append('\n');
        foreach (var (tenant, end) in Ends.OrderBy(e => e.Key)) text.Append(CultureInfo.InvariantCulture, $"{tenant} {end.Sequence} {end.Hash}\n");
        return text.ToString();
    }

    /// <summary>Reads it back. Refused: the text is no checkpoint, or has been changed so that it can't be read.</summary>
    public static Outcome<ChainCheckpoint> Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines is not [Head, .. var rest]) return Unreadable(1);
        Dictionary<int, (long, string)> ends = [];
        for (var n = 0; n < rest.Length; n++)
        {
            var isEnd = rest[n].Split(' ') is [var tenant, var sequence, { Length: AuditLayout.HashLength * 2 } hash] && hash.All(char.IsAsciiHexDigit)
                && int.TryParse(tenant, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
                && ends.TryAdd(id, (last, hash.ToUpperInvariant()));
            if (!isEnd) return Unreadable(n + 2);
        }

        return new ChainCheckpoint(ends);
    }

    /// <summary>These ends where they are known, else the others.</summary>
    public ChainCheckpoint Over(ChainCheckpoint older)
    {
        ArgumentNullException.ThrowIfNull(older);
        var ends = older.Ends.ToDictionary();
        foreach (var (tenant, end) in Ends) ends[tenant] = end;
        return new ChainCheckpoint(ends);
    }

    /// <summary>Looks whether the database still has the rows that the chains ended with.</summary>
    internal async Task<InvariantResult> Check(DbTransaction snapshot, int? tenantId, CancellationToken cancellationToken)
    {
        var tally = new Tally("AuditCheckpoint", "The audit rows that the checkpoint names are there and carry the same hashes.");
        await using var command = Verifier.Command(snapshot, Query, 0);
        var sequence = command.CreateParameter();
        sequence.ParameterName = "@sequence";
        command.Parameters.Add(sequence);
        foreach (var (tenant, end) in Ends.OrderBy(e => e.Key).Where(e => tenantId is null || e.Key == tenantId))
        {
            (command.Parameters[0].Value, sequence.Value) = (tenant, end.Sequence);
            if (await command.ExecuteScalarAsync(cancellationToken) is not byte[] hash || !string.Equals(Convert.ToHexString(hash), end.Hash, StringComparison.Ordinal))
                tally.Count(AuditChain.Key(tenant, end.Sequence));
        }

        return tally.Result;
    }

    internal static async Task<ChainCheckpoint> Of(DbTransaction snapshot, int? tenantId, CancellationToken cancellationToken)
    {
        var heads = await ChainEnds.Heads(snapshot, tenantId, cancellationToken);
        return new ChainCheckpoint(heads.Where(h => h.Value.Sequence > 0).ToDictionary(h => h.Key, h => (h.Value.Sequence, Convert.ToHexString(h.Value.Hash))));
    }

    private static Refusal Unreadable(int line) => new("CheckpointUnreadable",
        string.Create(CultureInfo.InvariantCulture, $"Line {line} of the checkpoint can't be read."), "Give the file as verify wrote it, or another name to begin a new one.");
}
