using Microsoft.Data.Sqlite;

namespace Dataflow.Pipelines.Control.Stores.Sqlite;

/// <summary>What has gone wrong with a file, and what can be done.</summary>
internal static class SqliteFaults
{
    // https://sqlite.org/rescode.html
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NoDatabase = 26;

    /// <summary>Whether another connection has a lock that was waited for in vain.</summary>
    public static bool IsLocked(SqliteException fault) => fault.SqliteErrorCode is Busy or Locked;

    /// <summary>The description; null where it is another fault.</summary>
    public static (string Text, bool MayPass)? Describe(string name, int lockSeconds, Exception fault) => fault switch
    {
        SqliteException sqlite => ($"The run store {name} {Describe(sqlite, lockSeconds)}", sqlite.SqliteErrorCode is Busy or Locked or Full or InputOutput),
        UnauthorizedAccessException or IOException => ($"The run store {name} cannot be created: {fault.Message}", false),
        _ => null,
    };

    private static string Describe(SqliteException fault, int lockSeconds) => fault.SqliteErrorCode switch
    {
        Busy or Locked => $"is locked by another process for more than {lockSeconds} s. Find the process that has it open (a backup, a query tool with an open transaction) and let it finish.",
        ReadOnly => "is read-only. Give this user write access to the file and to its folder (SQLite writes two files beside it), or name another store.",
        Full => "cannot grow: the disk is full, or a quota is used up. Free space; the control plane continues by itself.",
        CannotOpen => "cannot be opened. Check that its folder exists and that this user may write there.",
        Corrupt or NoDatabase => "is damaged, or is no SQLite file. Restore it from a backup, or name another store.",
        InputOutput => $"cannot be accessed: the operating system reports an error of input or output ({fault.SqliteExtendedErrorCode}). Check the disk.",
        _ => $"has failed: {fault.Message}",
    };
}
