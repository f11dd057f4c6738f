using Dataflow.Pipelines.Tests.Clicks;

namespace Dataflow.Pipelines.Tests.Graphs;

/// <summary>
/// The bodies of the nodes, which a user would write. Each id has exactly one event time, even if the other fields change:
/// equal records have equal times, so it does not matter which of them a de-duplication passes.
/// </summary>
internal static class GraphFunctions
{
    public static Click Map(in Click click, int salt) =>
        click with { User = $"u{Hash(in click, salt) % 5}", Amount = ((click.Amount * 3) + salt) % 1000 };

    public static bool Filter(in Click click, int salt) => Hash(in click, salt) % 4 != 0;

    public static IEnumerable<Click> FlatMap(Click click, int salt) =>
        Enumerable.Range(0, (int)(Hash(in click, salt) % 3)).Select(i => click with { Id = $"{click.Id}.{i}", Amount = click.Amount + i });

    /// <summary>The output of a record: 0, 1, or 2 if it is rejected.</summary>
    public static int Split(in Click click, int salt) => (Hash(in click, salt) % 5) switch
    {
        0 => 2,
        1 => 1,
        _ => 0,
    };

    public static string ReasonOf(in Click click) => $"{click.Id} of {click.User} is rejected";

    /// <summary>The result of a window.</summary>
    public static Click Total(DateTimeOffset start, DateTimeOffset end, string user, long count, long different, long amount) =>
        new($"{start:HHmmss}-{end:HHmmss}/{user}/{count}/{different}", user, start, amount % 1000);

    private static uint Hash(in Click click, int salt)
    {
        var hash = 2166136261u ^ (uint)salt;
        foreach (var c in click.Id)
        {
            hash = (hash ^ c) * 16777619;
        }

        hash = (hash ^ (uint)click.Amount) * 16777619;
        return hash ^ (hash >> 15);
    }
}
