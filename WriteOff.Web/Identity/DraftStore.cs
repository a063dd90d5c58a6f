using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using WriteOff.Domain.Access;

namespace WriteOff.Web.Identity;

/// <summary>What people typed and did not send, encrypted for one person of one tenant: it survives a lost circuit, a restart, an ended session and another node.</summary>
/// <remarks>A draft is help, never a promise: where the database doesn't answer, typing goes on and the next keystroke tries again.</remarks>
public sealed class DraftStore(Drafts drafts, IDataProtectionProvider protection, ILogger<DraftStore> log)
{
    private readonly ConcurrentDictionary<(int Tenant, Guid Person, string Name), Task> _saving = new();

    /// <summary>The person's draft; null when there is none that can be read.</summary>
    public async Task<T?> Read<T>(Actor actor, string name, CancellationToken cancellationToken = default)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(actor);
        // Closed and opened again at once: what was typed is still on its way.
        if (_saving.TryGetValue((actor.TenantId, actor.UserId, name), out var saving)) await saving;
        try
        {
            return await drafts.Read(actor, name, cancellationToken) is { } sealedDraft ? JsonSerializer.Deserialize<T>(Protector(actor).Unprotect(sealedDraft)) : null;
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or JsonException or DbException)
        {
            log.LogWarning("A draft could not be read ({Reason}); its person begins anew", unreadable.GetType().Name);
            return null;
        }
    }

    /// <summary>Keeps a draft.</summary>
    public async Task Save<T>(Actor actor, string name, T draft, CancellationToken cancellationToken = default)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(actor);
        var (key, saved) = ((actor.TenantId, actor.UserId, name), new TaskCompletionSource());
        var before = _saving.GetValueOrDefault(key, Task.CompletedTask);
        _saving[key] = saved.Task;
        try
        {
            // An older form of it may still be on its way: the newest is written last.
            await before;
            // Off the circuit's thread: SQLite answers on the thread that asks.
            await Task.Run(() => drafts.Save(actor, name, Protector(actor).Protect(JsonSerializer.SerializeToUtf8Bytes(draft)), cancellationToken), cancellationToken);
        }
        catch (DbException gone)
        {
            log.LogWarning("A draft could not be kept ({Reason})", gone.GetType().Name);
        }
        finally
        {
            _saving.TryRemove(KeyValuePair.Create(key, saved.Task));
            saved.SetResult();
        }
    }

    /// <summary>It was sent, or thrown away.</summary>
    public async Task Drop(Actor actor, string name)
    {
        try
        {
            await Task.Run(() => drafts.Drop(actor, name, CancellationToken.None));
        }
        catch (DbException gone)
        {
            log.LogWarning("A draft could not be dropped ({Reason}); it is forgotten by itself", gone.GetType().Name);
        }
    }

    private IDataProtector Protector(Actor actor) =>
        protection.CreateProtector("drafts", actor.TenantId.ToString(CultureInfo.InvariantCulture), actor.UserId.ToString("N"));
}
