using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace WriteOff.Domain.Verification;

/// <summary>Walks the audit rows of each tenant from first to last and recomputes the chain: one thread reads the next batch while another hashes this one.</summary>
internal sealed class AuditChain
{
    private const int Ahead = 3;
    private readonly Tally _sequence = new("AuditSequence", "The audit rows of a tenant are numbered 1, 2, 3… without a gap.");
    private readonly Tally _hash = new("AuditHash", "An audit row's hash is the SHA-256 of its fields.");
    private readonly Tally _link = new("AuditLink", "An audit row carries the hash of the row before it; the first carries zeros.");
    private readonly Tally _head = new("AuditHead", "The head names number and hash of the tenant's last audit row.");
    private readonly Dictionary<int, ChainEnd> _heads;
    private readonly byte[] _lastHash = new byte[AuditLayout.HashLength];
    private int? _tenant;
    private long _last;

    private AuditChain(Dictionary<int, ChainEnd> heads) => _heads = heads;

    /// <param name="snapshot">What is walked.</param>
    /// <param name="tenantId">One tenant; null: all.</param>
    /// <param name="progress">Told how many rows were walked, and how many there are by the heads.</param>
    public static async Task<IReadOnlyList<InvariantResult>> Check(DbTransaction snapshot, int? tenantId, Action<long, long>? progress, CancellationToken cancellationToken)
    {
        var chain = new AuditChain(await ChainEnds.Heads(snapshot, tenantId, cancellationToken));
        var (all, done) = (chain._heads.Values.Sum(h => h.Sequence), 0L);
        await using var rows = await Open(snapshot, tenantId, cancellationToken);
        await foreach (var batch in Batches(rows, cancellationToken))
        {
            chain.Take(batch);
            progress?.Invoke(done += batch.Entries.Count, Math.Max(all, done));
        }

        chain.EndTenant();
        foreach (var tenant in chain._heads.Keys.Order()) chain._head.Count(Key(tenant, chain._heads[tenant].Sequence));
        return [chain._sequence.Result, chain._hash.Result, chain._link.Result, chain._head.Result];
    }

    private static async Task<IAuditRows> Open(DbTransaction snapshot, int? tenantId, CancellationToken cancellationToken)
    {
        if (snapshot.Connection is SqliteConnection sqlite) return new SqliteAuditRows(sqlite, tenantId);
        var command = Verifier.Command(snapshot, AuditLayout.Query(tenantId is not null), tenantId);
        return new ReaderAuditRows(command, await command.ExecuteReaderAsync(cancellationToken));
    }

    /// <summary>The batches in order; each is used again once the next is asked for.</summary>
    private static async IAsyncEnumerable<AuditBatch> Batches(IAuditRows rows, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var (full, empty) = (Channel.CreateUnbounded<AuditBatch>(), Channel.CreateUnbounded<AuditBatch>());
        for (var n = 0; n < Ahead; n++) empty.Writer.TryWrite(new AuditBatch());
        var reading = Task.Run(() => Read(rows, empty.Reader, full.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in full.Reader.ReadAllAsync(cancellationToken))
            {
                yield return batch;
                empty.Writer.TryWrite(batch);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }
    }

    private static async Task Read(IAuditRows rows, ChannelReader<AuditBatch> empty, ChannelWriter<AuditBatch> full, CancellationToken stop)
    {
        Exception? failed = null;
        try
        {
            while (true)
            {
                var batch = await empty.ReadAsync(stop);
                if (!await rows.Fill(batch, stop)) break;
                full.TryWrite(batch);
            }
        }
        catch (Exception broken) when (broken is DbException or OperationCanceledException or InvalidCastException)
        {
            failed = broken;
        }
        finally
        {
            full.TryComplete(failed);
        }
    }

    private void Take(AuditBatch batch)
    {
        Span<byte> computed = stackalloc byte[AuditLayout.HashLength];
        foreach (var entry in batch.Entries)
        {
            if (entry.Tenant != _tenant)
            {
                EndTenant();
                (_tenant, _last) = (entry.Tenant, 0);
                Array.Clear(_lastHash);
            }

            if (entry.Sequence != _last + 1) _sequence.Count(Key(entry.Tenant, entry.Sequence));
            SHA256.HashData(batch.Layout(entry), computed);
            var stored = batch.Hash(entry);
            if (!entry.IsReadable || !stored.SequenceEqual(computed)) _hash.Count(Key(entry.Tenant, entry.Sequence));
            if (entry.IsReadable && !batch.PreviousHash(entry).SequenceEqual(_lastHash)) _link.Count(Key(entry.Tenant, entry.Sequence));
            stored.CopyTo(_lastHash);
            _last = entry.Sequence;
        }
    }

    private void EndTenant()
    {
        if (_tenant is not { } tenant) return;
        var isHead = _heads.Remove(tenant, out var head) && head.Sequence == _last && head.Hash.AsSpan().SequenceEqual(_lastHash);
        if (!isHead) _head.Count(Key(tenant, _last));
    }

    internal static string Key(int tenant, long sequence) => string.Create(CultureInfo.InvariantCulture, $"audit row {sequence} of tenant {tenant}");
}
