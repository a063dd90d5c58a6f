using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Persistence;

namespace WriteOff.Domain.Claims;

/// <summary>Which route a denial's codes leave, pure: the shipped table with the tenant's rows over it.</summary>
/// <remarks>
/// A claim that was sent too late stays so whatever its remarks say. Else a remark says more than the adjustment code, and of several
/// remarks the one that takes most away counts. The code's own row goes before that of its category.
/// </remarks>
public sealed class RouteTable
{
    /// <summary>Remarks side by side: what leaves least is judged first.</summary>
    private static readonly DenialRoute[] Strictest =
        [DenialRoute.NewClaim, DenialRoute.Contractual, DenialRoute.OpenNegotiation, DenialRoute.Exception, DenialRoute.None, DenialRoute.Patient, DenialRoute.Appeal];

    private readonly FrozenDictionary<(RouteCodeKind Kind, string Code), RouteEntry> _entries;

    /// <summary>The shipped table under these rows.</summary>
    public RouteTable(IEnumerable<RouteEntry> own)
    {
        ArgumentNullException.ThrowIfNull(own);
        var entries = Read().ToDictionary(e => (e.Kind, e.Code));
        foreach (var entry in own) entries[(entry.Kind, entry.Code)] = entry;
        _entries = entries.ToFrozenDictionary();
        Entries = [.. entries.Values.OrderBy(e => e.Kind).ThenBy(e => e.Code, StringComparer.Ordinal)];
    }

    /// <summary>As it comes with the product.</summary>
    public static RouteTable Shipped { get; } = new([]);

    /// <summary>Every row that counts: remarks, codes, categories.</summary>
    public IReadOnlyList<RouteEntry> Entries { get; }

    /// <summary>The row for a code; null: none.</summary>
    public RouteEntry? Find(RouteCodeKind kind, string code) => _entries.GetValueOrDefault((kind, code));

    /// <summary>The row that decides for a denial with these codes.</summary>
    /// <param name="remarks">Remark codes, separated by blanks.</param>
    public RouteEntry Of(string carc, string remarks)
    {
        ArgumentNullException.ThrowIfNull(carc);
        ArgumentNullException.ThrowIfNull(remarks);
        var byCode = Find(RouteCodeKind.Code, carc) ?? Find(RouteCodeKind.Category, AdjustmentCodes.WordOf(AdjustmentCodes.Find(carc).Category))!;
        if (remarks.Length == 0 || byCode.Route == DenialRoute.Exception) return byCode;
        return remarks.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(r => Find(RouteCodeKind.Remark, r)).OfType<RouteEntry>()
            .OrderBy(e => Array.IndexOf(Strictest, e.Route)).ThenBy(e => e.Code, StringComparer.Ordinal).FirstOrDefault() ?? byCode;
    }

    /// <summary>The tenant's table.</summary>
    internal static async Task<RouteTable> Read(WorkbenchDb db, CancellationToken cancellationToken)
    {
        var own = await db.Set<RouteRow>().AsNoTracking().ToListAsync(cancellationToken);
        return own.Count == 0 ? Shipped : new RouteTable(own.Select(r => r.Entry));
    }

    /// <summary>The row that ships for a code; null: none does.</summary>
    public static RouteEntry? ShippedFor(RouteCodeKind kind, string code) => Shipped.Find(kind, code);

    private static IEnumerable<RouteEntry> Read()
    {
        using var stream = typeof(RouteTable).Assembly.GetManifestResourceStream("WriteOff.Domain.Claims.routes.csv")!;
        using var reader = new StreamReader(stream);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var head = line.Split(',', 5);
            var (words, source) = Quoted(head[4]);
            yield return new RouteEntry(Enum.GetValues<RouteCodeKind>().Single(k => string.Equals(RouteWords.Of(k), head[0], StringComparison.Ordinal)), head[1],
                Enum.GetValues<DenialRoute>().Single(r => string.Equals(RouteWords.Of(r), head[2], StringComparison.Ordinal)), head[3] is "yes", words, source);
        }
    }

    /// <summary>The last two cells; the second is always quoted.</summary>
    private static (string Words, string Source) Quoted(string cells)
    {
        var cut = cells.LastIndexOf(",\"", StringComparison.Ordinal);
        return (cells[..cut].Trim('"'), cells[(cut + 2)..].TrimEnd('"'));
    }
}
