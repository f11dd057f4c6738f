using System.Globalization;
using System.Numerics;

namespace Dataflow.Pipelines.Control.Cron;

/// <summary>The values of a field of a cron expression, in words.</summary>
internal static class CronValues
{
    /// <summary>The values of a mask, in order.</summary>
    public static List<int> Of(ulong mask)
    {
        var values = new List<int>(BitOperations.PopCount(mask));
        for (; mask != 0; mask &= mask - 1)
        {
            values.Add(BitOperations.TrailingZeroCount(mask));
        }

        return values;
    }

    /// <summary>"minute 5", "minutes 1, 5 and 10 to 20", "every 7th minute from 0 to 56", "every minute".</summary>
    /// <param name="values">The values, in order.</param>
    /// <param name="noun">The unit.</param>
    /// <param name="size">How many values the field has.</param>
    public static string Describe(List<int> values, string noun, int size)
    {
        if (values.Count == size)
        {
            return "every " + noun;
        }

        if (values.Count > 3 && values[1] - values[0] is > 1 and var step && IsProgression(values, step))
        {
            return string.Create(CultureInfo.InvariantCulture, $"every {Ordinal(step)} {noun} from {values[0]} to {values[^1]}");
        }

        return noun + (values.Count == 1 ? " " : "s ") + Join(Runs(values));
    }

    /// <summary>"a", "a and b", "a, b and c".</summary>
    public static string Join(IEnumerable<string> words)
    {
        var all = words.ToList();
        return all.Count == 1 ? all[0] : string.Join(", ", all.Take(all.Count - 1)) + " and " + all[^1];
    }

    /// <summary>The only run of values in a field that begins anew after its end; a length of zero where there are several.</summary>
    public static (int Start, int Length) RunAround(uint mask, int size)
    {
        for (var start = 0; start < size; start++)
        {
            var length = BitOperations.PopCount(mask);
            var run = ((1UL << length) - 1) << start;
            if (mask == ((run | (run >> size)) & ((1UL << size) - 1)))
            {
                return (start, length);
            }
        }

        return (0, 0);
    }

    private static bool IsProgression(List<int> values, int step)
    {
        for (var i = 1; i < values.Count; i++)
        {
            if (values[i] - values[i - 1] != step)
            {
                return false;
            }
        }

        return true;
    }

    // Three values in sequence are a run; two are two values.
    private static IEnumerable<string> Runs(List<int> values)
    {
        for (var i = 0; i < values.Count;)
        {
            var end = i;
            while (end + 1 < values.Count && values[end + 1] == values[end] + 1)
            {
                end++;
            }

            if (end - i < 2)
            {
                end = i;
            }

            yield return end == i
                ? values[i].ToString(CultureInfo.InvariantCulture)
                : string.Create(CultureInfo.InvariantCulture, $"{values[i]} to {values[end]}");
            i = end + 1;
        }
    }

    private static string Ordinal(int number) =>
        number.ToString(CultureInfo.InvariantCulture) + (number % 10, number / 10) switch
        {
            (1, not 1) => "st",
            (2, not 1) => "nd",
            (3, not 1) => "rd",
            _ => "th",
        };
}
