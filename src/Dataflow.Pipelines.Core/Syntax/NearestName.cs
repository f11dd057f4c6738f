namespace Dataflow.Pipelines.Syntax;

/// <summary>Finds the most similar name, for diagnostics of a build and for messages at start.</summary>
internal static class NearestName
{
    /// <summary>The candidate at the least edit distance, if that is near enough to be a typing error. Case and leading dashes do not count.</summary>
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

    /// <summary>The end of a sentence that asks whether the candidate was meant; empty without one.</summary>
    public static string Ask(string? nearest) => nearest is null ? "" : "; did you mean '" + nearest + "'?";

    /// <summary>The end of a sentence: whether the candidate was meant, or a full stop without one.</summary>
    public static string AskOrStop(string? nearest) => nearest is null ? "." : Ask(nearest);

    private static string Bare(string name) => name.TrimStart('-').ToUpperInvariant();

    private static int Distance(string left, string right)
    {
        var row = new int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++)
        {
            row[j] = j;
        }

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
