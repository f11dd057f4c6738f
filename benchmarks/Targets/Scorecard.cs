using System.Globalization;

namespace Benchmarks.Targets;

/// <summary>Collects the measured values of a run that have a target, and decides the exit code.</summary>
/// <param name="targets">All targets of the benchmark, in the order in which they are printed.</param>
public sealed class Scorecard(IReadOnlyList<Target> targets)
{
    private readonly Dictionary<string, double> _values = [];

    /// <summary>Every target with its measured value.</summary>
    public IReadOnlyList<TargetResult> Results => [.. targets.Select(target => new TargetResult(target, _values.TryGetValue(target.Name, out var value) ? value : null))];

    /// <summary>1 where a target is missed, else 0.</summary>
    public int ExitCode => Results.Any(static result => result.IsMissed) ? 1 : 0;

    /// <summary>The targets with other limits.</summary>
    /// <param name="targets">The targets.</param>
    /// <param name="changes">Each as <c>NAME=LIMIT</c>.</param>
    /// <param name="error">The error of a change and its remedy; <see langword="null"/> without an error.</param>
    public static IReadOnlyList<Target> With(IReadOnlyList<Target> targets, IEnumerable<string> changes, out string? error)
    {
        var changed = targets.ToList();
        error = null;
        foreach (var change in changes)
        {
            var parts = change.Split('=', 2);
            var index = changed.FindIndex(target => target.Name == parts[0]);
            if (index < 0)
            {
                error = $"--target: there is no target '{parts[0]}'. There are: {string.Join(", ", targets.Select(static target => target.Name))}.";
            }
            else if (parts.Length < 2 || !double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var limit) || !double.IsFinite(limit))
            {
                error = $"--target: '{change}' has no limit: write {parts[0]}=LIMIT, as in {parts[0]}={changed[index].Limit.ToString(CultureInfo.InvariantCulture)}.";
            }
            else
            {
                changed[index] = changed[index] with { Limit = limit };
            }
        }

        return changed;
    }

    /// <summary>The target of a value; <see langword="null"/> where it has none.</summary>
    public Target? TargetOf(string name) => targets.FirstOrDefault(target => target.Name == name);

    /// <summary>Adds a measured value; one without a target is ignored. Of several values with one name the worst counts.</summary>
    public void Add(string name, double value)
    {
        if (TargetOf(name) is not { } target)
        {
            return;
        }

        _values[name] = !_values.TryGetValue(name, out var before) || double.IsNaN(value) || (target.Bound == Bound.AtLeast ? value < before : value > before) ? value : before;
    }

    /// <summary>Writes each target with the measured value and whether it is met, and the totals.</summary>
    public void Write(TextWriter output)
    {
        var results = Results;
        output.WriteLine();
        output.WriteLine("Targets:");
        foreach (var result in results)
        {
            output.WriteLine("  " + result);
        }

        var measured = results.Count(static result => result.Value is not null);
        var missed = results.Count(static result => result.IsMissed);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{measured - missed} met, {missed} missed, {results.Count - measured} not measured"));
    }
}
