namespace WriteOff.Domain.Denials;

/// <summary>What is selected in the grid: some rows by id, or every row of the filter except some. Never a list of all.</summary>
/// <param name="IsAll">True: all that match, without <paramref name="Ids"/>. False: <paramref name="Ids"/> alone.</param>
public sealed record GridSelection(bool IsAll, IReadOnlySet<long> Ids)
{
    /// <summary>Rows that can be ticked by hand, or taken out of all.</summary>
    public const int MostIds = 5_000;

    /// <summary>Nothing.</summary>
    public static GridSelection None { get; } = new(false, new HashSet<long>());

    /// <summary>Every row of the filter.</summary>
    public static GridSelection All { get; } = new(true, new HashSet<long>());

    /// <summary>True when nothing is.</summary>
    public bool IsNone => !IsAll && Ids.Count == 0;

    /// <summary>Whether a row is selected.</summary>
    public bool Has(long id) => IsAll != Ids.Contains(id);

    /// <summary>With rows selected or not. More than <see cref="MostIds"/> leave it as it is.</summary>
    public GridSelection With(IEnumerable<long> rows, bool selected)
    {
        var ids = Ids.ToHashSet();
        if (selected == IsAll) ids.ExceptWith(rows);
        else ids.UnionWith(rows);
        return ids.Count > MostIds ? this : new GridSelection(IsAll, ids);
    }
}
