using System.Globalization;

namespace Benchmarks.Targets;

/// <summary>A number that a benchmark must reach, or stay under.</summary>
/// <param name="Name">Name of the measured value.</param>
/// <param name="Bound">Which side of the limit meets it.</param>
/// <param name="Limit">The limit.</param>
/// <param name="Unit">Unit of both.</param>
/// <param name="Meaning">The measured quantity, in a few words.</param>
public sealed record Target(string Name, Bound Bound, double Limit, string Unit, string Meaning)
{
    /// <summary>Whether the value meets the target; a value that is not a number never does.</summary>
    public bool IsMetBy(double value) => Bound == Bound.AtLeast ? value >= Limit : value <= Limit;

    /// <summary>As in <c>at least 1.2</c>.</summary>
    public override string ToString() => $"{(Bound == Bound.AtLeast ? "at least" : "at most")} {Text(Limit)}";

    // More decimals for small values, so that a value near its limit does not look equal to it.
    internal static string Text(double value) => value.ToString(Math.Abs(value) switch { >= 1000 => "n0", >= 100 => "0.#", >= 10 => "0.##", _ => "0.####" }, CultureInfo.InvariantCulture);
}
