using System.Globalization;
using System.IO.Compression;

namespace Dataflow.Pipelines.Tests.Windows.Zones;

/// <summary>The UTC offsets of a zone from 1970 to 2037 according to another implementation, Python's zoneinfo; see <c>make_table.py</c>.</summary>
internal sealed class ZoneTable
{
    private static readonly DateTime Begin = new(1969, 12, 25, 0, 0, 0, DateTimeKind.Utc);

    private ZoneTable(IReadOnlyList<string> names, IReadOnlyList<(DateTime From, TimeSpan Offset)> offsets) => (Names, Offsets) = (names, offsets);

    /// <summary>The zone and its aliases.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The UTC offsets, each with the time (UTC) from which it applies.</summary>
    public IReadOnlyList<(DateTime From, TimeSpan Offset)> Offsets { get; }

    public static IReadOnlyList<ZoneTable> All { get; } = Read();

    /// <summary>By definition: the first time at which the clock shows midnight of a day, or a later time.</summary>
    public DateTime StartOf(DateTime day)
    {
        for (var i = 0; ; i++)
        {
            var (from, offset) = Offsets[i];
            var midnight = DateTime.SpecifyKind(day - offset, DateTimeKind.Utc);
            var start = midnight < from ? from : midnight;
            if (i + 1 == Offsets.Count || start < Offsets[i + 1].From)
            {
                return start;
            }
        }
    }

    private static List<ZoneTable> Read()
    {
        using var file = typeof(ZoneTable).Assembly.GetManifestResourceStream("offsets.txt.gz")!;
        using var reader = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        var tables = new List<ZoneTable>();
        while (reader.ReadLine() is { } line)
        {
            var parts = line.Split(' ');
            var at = Begin;
            var offsets = new List<(DateTime, TimeSpan)> { (at, Seconds(parts[1])) };
            foreach (var change in parts.Skip(2).Select(static part => part.Split('=')))
            {
                at += Seconds(change[0]);
                offsets.Add((at, Seconds(change[1])));
            }

            tables.Add(new ZoneTable(parts[0].Split(','), offsets));
        }

        return tables;
    }

    private static TimeSpan Seconds(string text) => TimeSpan.FromSeconds(long.Parse(text, CultureInfo.InvariantCulture));
}
