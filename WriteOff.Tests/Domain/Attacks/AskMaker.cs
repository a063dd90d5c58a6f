using System.Collections;
using System.Reflection;
using System.Text;
using WriteOff.Domain.Receivables.Opening;
using WriteOff.Domain.Shared;
using WriteOff.Tests.Support;
using static WriteOff.Tests.Support.TestRemittances;

namespace WriteOff.Tests.Domain.Attacks;

/// <summary>Makes what an act asks for out of one number and one person: each id, version and number is that number, everything else something sound.</summary>
internal sealed class AskMaker(long id, Guid person, DateOnly today)
{
    /// <summary>How deep an ask's records lie in each other.</summary>
    private const int Deepest = 6;

    public object? Make(Type type, string name) => Make(type, name, 0);

    /// <summary>Whether an argument names a row or a person.</summary>
    public static bool HoldsIds(Type type, string name) => HoldsIds(type, name, 0);

    private static bool HoldsIds(Type type, string name, int depth)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (bare == typeof(long) || bare == typeof(Guid)) return name.EndsWith("id", StringComparison.OrdinalIgnoreCase) || name is "assignee";
        if (bare == typeof(int)) return name is "number";
        if (ItemOf(bare) is { } item) return HoldsIds(item, name.TrimEnd('s'), depth);
        return depth < Deepest && IsRecord(bare) && Longest(bare).GetParameters().Any(p => HoldsIds(p.ParameterType, p.Name!, depth + 1));
    }

    private object? Make(Type type, string name, int depth)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (Simple(bare, name) is { } simple) return simple;
        if (bare.IsEnum) return Enum.GetValues(bare).Cast<object>().Last();
        if (ItemOf(bare) is { } item) return List(item, name, depth);
        if (typeof(Delegate).IsAssignableFrom(bare) || depth >= Deepest) return bare.IsValueType ? Activator.CreateInstance(bare) : null;
        if (bare.IsGenericType && bare.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>)) return Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(bare.GetGenericArguments()));
        if (bare.IsInterface || bare.IsAbstract) return null;
        return IsRecord(bare) ? Longest(bare).Invoke([.. Longest(bare).GetParameters().Select(p => Make(p.ParameterType, p.Name!, depth + 1))]) : null;
    }

    private object? Simple(Type type, string name) => type switch
    {
        _ when type == typeof(string) => name.ToUpperInvariant() is "FILTER" or "TEXT" or "QUERY" or "PERIOD" ? "" : "Attack",
        _ when type == typeof(long) => id,
        _ when type == typeof(int) => name is "most" or "page" or "size" ? 10 : 1,
        _ when type == typeof(bool) => false,
        _ when type == typeof(Guid) => person,
        _ when type == typeof(DateOnly) => today,
        _ when type == typeof(DateTimeOffset) => TestWorkbench.Start,
        _ when type == typeof(Money) => new Money(100),
        _ when type == typeof(byte[]) => new byte[32],
        _ when type == typeof(ReadOnlyMemory<byte>) => new ReadOnlyMemory<byte>(new byte[32]),
        _ when type == typeof(CancellationToken) => CancellationToken.None,
        _ when type == typeof(Stream) => new MemoryStream(File(77, Of(Claim("AT-1", Line("99213", 100, "CO-197 100"))))),
        _ when type == typeof(TextReader) => new StringReader("Code,Description\n197,Precertification absent\n"),
        _ when type == typeof(IOpeningFile) => OpeningTexts.Of("AT-2,\"Beta, Ben\",North Plan,100,100,2026-01-05,197,2026-02-01,"),
        _ => null,
    };

    private IList List(Type item, string name, int depth)
    {
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(item))!;
        if (Make(item, name.TrimEnd('s'), depth + 1) is { } one) list.Add(one);
        return list;
    }

    /// <summary>What a list holds; null: it is none.</summary>
    private static Type? ItemOf(Type type) => type == typeof(string) || !type.IsGenericType ? null
        : type.GetGenericTypeDefinition() is var open && (open == typeof(IReadOnlyList<>) || open == typeof(IReadOnlyCollection<>) || open == typeof(IEnumerable<>) || open == typeof(List<>)) ? type.GetGenericArguments()[0] : null;

    private static bool IsRecord(Type type) => (type.Namespace ?? "").StartsWith("WriteOff.Domain", StringComparison.Ordinal) && type.GetConstructors().Length > 0;

    private static ConstructorInfo Longest(Type type) => type.GetConstructors().MaxBy(c => c.GetParameters().Length)!;
}
