namespace Dataflow.Pipelines.Generators;

/// <summary>What a step made of a type, and how it failed where it did: the fault of one type leaves the others their code.</summary>
/// <param name="Type">Full name of the type.</param>
/// <param name="Value">What was made; none where there was nothing to fall back on.</param>
/// <param name="Fault">What was thrown; none where nothing was.</param>
internal sealed record Made<T>(string Type, T? Value, string? Fault = null)
    where T : class
{
    /// <summary>Makes it, or falls back.</summary>
    public static Made<T> Try(string type, Func<T> make, Func<T>? fallback = null)
    {
        try
        {
            return new Made<T>(type, make());
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            var text = fault.GetType().Name + ": " + fault.Message.Replace('\r', ' ').Replace('\n', ' ');
            return fallback is null ? new Made<T>(type, null, text) : Made<T>.Try(type, fallback) with { Fault = text };
        }
    }
}
