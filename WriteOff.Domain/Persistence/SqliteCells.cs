using System.Runtime.InteropServices;
using System.Text;

namespace WriteOff.Domain.Persistence;

/// <summary>The cells of a row, asked of SQLite's engine itself inside a function that its statement calls for each row.</summary>
/// <remarks>
/// The ordinary way locks the connection and changes over to native code twice for each cell, which for an audit row costs four times
/// as much as hashing it. Text comes as it lies in the file: our files are UTF-8.
/// </remarks>
internal static class SqliteCells
{
    private const string Engine = "e_sqlite3";
    private const int Utf8AndDirectOnly = 1 | 0x80000;

    /// <summary>Called for each row. Must not throw.</summary>
    /// <param name="cells">Where the pointers to the cells lie.</param>
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate void RowSeen(nint context, int count, nint cells);

    /// <summary>Gives a connection the function; null takes it away again, which must happen before the delegate goes.</summary>
    /// <returns>SQLite's result code.</returns>
    public static int Define(nint database, string name, int count, RowSeen? function) =>
        CreateFunction(database, [.. Encoding.UTF8.GetBytes(name), 0], count, Utf8AndDirectOnly, 0, function, 0, 0, 0);

    /// <summary>What a cell holds: 1 integer, 2 real, 3 text, 4 blob, 5 nothing.</summary>
    [DllImport(Engine, EntryPoint = "sqlite3_value_type"), SuppressGCTransition, DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int TypeOf(nint cell);

    [DllImport(Engine, EntryPoint = "sqlite3_value_int64"), SuppressGCTransition, DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern long Integer(nint cell);

    /// <summary>Where the bytes of a text or blob lie; valid until the function returns.</summary>
    [DllImport(Engine, EntryPoint = "sqlite3_value_blob"), SuppressGCTransition, DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern nint Bytes(nint cell);

    /// <summary>How many there are; asked after <see cref="Bytes"/>.</summary>
    [DllImport(Engine, EntryPoint = "sqlite3_value_bytes"), SuppressGCTransition, DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Length(nint cell);

    [DllImport(Engine, EntryPoint = "sqlite3_create_function_v2"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int CreateFunction(nint database, byte[] name, int count, int flags, nint application, RowSeen? function, nint step, nint final, nint destroy);
}
