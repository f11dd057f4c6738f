using System.Globalization;
using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Features.Async;

/// <summary>An <c>[AsyncIO]</c> attribute.</summary>
/// <param name="MaxConcurrency">Maximum number of calls in flight in each lane.</param>
/// <param name="Timeout">How long a record waits for its result; null for the attribute's default.</param>
/// <param name="IsOrdered">Whether results are emitted in the order of their records.</param>
/// <param name="RejectsTimeouts">Whether a record that waits too long is rejected.</param>
/// <param name="Retries">How often a call that threw is repeated.</param>
/// <param name="Backoff">The pause before the first repetition.</param>
internal sealed record AsyncModel(int? MaxConcurrency, TextModel? Timeout, bool IsOrdered, bool RejectsTimeouts, int Retries, TextModel? Backoff)
{
    // The defaults of the attribute.
    private const int DefaultCalls = 100;
    private const string DefaultTimeout = "30s";

    /// <summary>Its settings as readable text.</summary>
    public IEnumerable<string> Settings =>
    [
        "async, " + (IsOrdered ? "ordered" : "unordered") + ", calls at most " + (MaxConcurrency ?? DefaultCalls).ToString(CultureInfo.InvariantCulture),
        "time-out " + (Timeout?.Text.Trim() ?? DefaultTimeout),
    ];
}
