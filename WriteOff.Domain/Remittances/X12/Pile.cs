namespace WriteOff.Domain.Remittances.X12;

/// <summary>A list that gives spans and keeps its room when it is emptied: claims are read one after another into the same piles.</summary>
internal struct Pile<T>
{
    private T[] _items;

    public int Count { get; private set; }

    public readonly ReadOnlySpan<T> All => _items.AsSpan(0, Count);

    public readonly ReadOnlySpan<T> From(int start, int end) => _items.AsSpan(start, end - start);

    public readonly ref T Last => ref _items[Count - 1];

    public void Add(in T item)
    {
        if (_items is null || Count == _items.Length) Array.Resize(ref _items, Math.Max(16, Count * 2));
        _items![Count++] = item;
    }

    /// <summary>Adds items and one more behind them.</summary>
    public void Add(ReadOnlySpan<T> items, T last)
    {
        var end = Count + items.Length;
        if (_items is null || end >= _items.Length) Array.Resize(ref _items, Math.Max(end + 1, Count * 2));
        items.CopyTo(_items.AsSpan(Count));
        _items[end] = last;
        Count = end + 1;
    }

    public void Clear() => Count = 0;

    public readonly Pile<T> Copy() => new() { _items = All.ToArray(), Count = Count };
}
