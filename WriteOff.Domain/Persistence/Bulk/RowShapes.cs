namespace WriteOff.Domain.Persistence.Bulk;

/// <summary>Takes the values of one row, in the order of its shape's columns.</summary>
internal interface IRowBinder
{
    void Number(long? value);

    void Text(string? value);

    void Person(Guid? value);

    void Day(DateOnly? value);

    void Bytes(byte[] value);
}

/// <summary>The values of one row that was read, by position.</summary>
internal interface IRowFields
{
    long? Number(int at);

    string Text(int at);

    DateOnly? Day(int at);
}

/// <summary>How rows of a table are inserted. The tenant is not among the columns: the writer puts it there itself, so no row can name another one.</summary>
internal sealed record InsertShape<T>(string Table, IReadOnlyList<string> Columns, Action<T, IRowBinder> Bind);

/// <summary>How versioned rows of a table change.</summary>
/// <param name="Columns">What is set; the version rises by itself.</param>
/// <param name="Bind">The values of <paramref name="Columns"/>, then the row's id, then the version that it must still have.</param>
internal sealed record UpdateShape<T>(string Table, IReadOnlyList<string> Columns, Action<T, IRowBinder> Bind);

/// <summary>How rows of sums are raised: a row that isn't there yet begins with what is added.</summary>
/// <param name="Keys">The rest of the primary key.</param>
/// <param name="Sums">What is added to.</param>
/// <param name="Bind">The values of <paramref name="Keys"/>, then those of <paramref name="Sums"/>.</param>
internal sealed record RaiseShape<T>(string Table, IReadOnlyList<string> Keys, IReadOnlyList<string> Sums, Action<T, IRowBinder> Bind);

/// <summary>How rows are read by their ids.</summary>
/// <param name="Select">The columns; <c>@</c>-free plain SQL.</param>
/// <param name="From">Tables and joins; the rows that the ids name have the alias <c>d</c>.</param>
internal sealed record ReadShape<T>(string Select, string From, Func<IRowFields, T> Map);
