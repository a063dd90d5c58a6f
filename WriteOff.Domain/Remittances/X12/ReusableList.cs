using System.Runtime.CompilerServices;

namespace WriteOff.Domain.Remittances.X12;

/// <summary>A list that gives spans and keeps its room when it is emptied: claims are read one after another into the same lists.</summary>
internal struct ReusableList<T>
{
    private T[] _items;

    public int Count { get; private set; }

    public readonly ReadOnlySpan<T> All => _items.AsSpan(0, Count);

    public readonly ReadOnlySpan<T> From(int start, int end) => _items.AsSpan(start, end - start);

    public readonly ref T Last => ref _items[Count - 1];

    public void Add(in T item)
    {
        Next() = item;
    }

    /// <summary>A place behind the last, to be filled in full: it may still hold what stood there before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T Next()
    {
        if (_items is null || (uint)Count >= (uint)_items.Length) Grow();
        return ref _items![Count++];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow() => Array.Resize(ref _items, Math.Max(16, Count * 2));

    public void Clear() => Count = 0;

    public readonly ReusableList<T> Copy() => new() { _items = All.ToArray(), Count = Count };
}
