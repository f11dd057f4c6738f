namespace Dataflow.Pipelines.Control.Tests.Sql;

[Record]
public readonly partial record struct Everything(
    bool Flag,
    int Small,
    long Large,
    ulong Unsigned,
    double Real,
    decimal Exact,
    string Text,
    DateTimeOffset At,
    DateOnly Day,
    TimeOnly Clock,
    TimeSpan Duration,
    Guid Id,
    Mood Mood,
    string? Missing);

[Record]
public readonly partial record struct Blob(ReadOnlyMemory<byte> Bytes);

[Record]
public readonly partial record struct Counted(long Rows);

[Record]
public readonly partial record struct Named(long N, string? Name);

[Record]
public readonly partial record struct Summed(long Total, double Average);

[Record]
public readonly partial record struct Stored(string Place, long Rows);

public enum Mood
{
    Fine,
    NotSoFine,
}
