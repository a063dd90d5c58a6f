using System.Collections.Concurrent;
using WriteOff.Domain.Access;

namespace WriteOff.Web.WriteOffs.Mass;

/// <summary>Ended runs that the person who started them has looked at, so that the bell is quiet about them. In memory: after a restart it may tell once more.</summary>
public sealed class SeenRuns
{
    private readonly ConcurrentDictionary<(int Tenant, Guid User, int Number), bool> _seen = new();

    /// <summary>Raised when somebody looked at one, on the thread that did.</summary>
    public event Action<Actor>? Changed;

    public bool Has(Actor actor, int number) => _seen.ContainsKey(KeyOf(actor, number));

    /// <summary>The person looks at the ended run.</summary>
    public void See(Actor actor, int number)
    {
        if (_seen.TryAdd(KeyOf(actor, number), true)) Changed?.Invoke(actor);
    }

    private static (int, Guid, int) KeyOf(Actor actor, int number)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return (actor.TenantId, actor.UserId, number);
    }
}
