using WriteOff.Domain.Access;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;

namespace WriteOff.Web.Demo;

/// <summary>Something that happens in the demo's past, at an instant of its own.</summary>
internal abstract record DemoEvent(DateTimeOffset At);

/// <summary>A remittance file comes in.</summary>
internal sealed record DemoDelivery(DateTimeOffset At, string Name, byte[] Content) : DemoEvent(At);

/// <summary>Somebody acts on a denial.</summary>
internal sealed record DemoAct(DateTimeOffset At, DemoDenial On, Role Who, DemoStep Step) : DemoEvent(At);

/// <summary>One act at a service; null when it was done.</summary>
internal delegate Task<Refusal?> DemoStep(DemoServices services, Actor actor, Denial denial, CancellationToken cancel);
