namespace Dataflow.Pipelines.Hosting;

/// <summary>Finds the name that was meant; the same measure as that of the generator's diagnostics.</summary>
internal static class NearestName
{
    /// <summary>The candidate at the least edit distance, if that is near enough to be a slip. Case and leading dashes do not count.</summary>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        var meant = Bare(name);
        string? nearest = null;
        var least = Math.Max(2, meant.Length / 3) + 1;
        foreach (var candidate in candidates)
        {
            var distance = Distance(meant, Bare(candidate));
            if (distance < least)
            {
                (nearest, least) = (candidate, distance);
            }
        }

        return nearest;
    }

    private static string Bare(string name) => name.TrimStart('-').ToUpperInvariant();

    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replaced = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[right.Length];
    }
}
