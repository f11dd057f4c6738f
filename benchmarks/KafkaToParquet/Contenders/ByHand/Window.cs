namespace KafkaToParquet.Contenders.ByHand;

/// <summary>A window of event time: its statistics, and the file that its rows go to.</summary>
internal sealed class Window(long start, long end, Lake lake)
{
    private readonly HashSet<UInt128> _users = [];
    private LakeFile? _file;

    public long Start { get; } = start;

    public long End { get; } = end;

    public long Events { get; private set; }

    public long Users => _users.Count;

    public void Add(in Row row)
    {
        Events++;
        _users.Add(HandWritten.Keys.Of(row.UserId));
        _file ??= lake.Open(Start);
        _file.Add(in row);
    }

    /// <summary>The file with all rows so far; the next row opens another.</summary>
    public LakeFile? TakeFile()
    {
        var taken = _file;
        _file = null;
        return taken;
    }
}
