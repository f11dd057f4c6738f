namespace Dataflow.Pipelines.Generators;

/// <summary>The result of a step for a type, with its fault: a fault in one type does not affect the code of others.</summary>
/// <param name="Type">Full name of the type.</param>
/// <param name="Value">The result; null after a fault without a fallback.</param>
/// <param name="Fault">The exception as text; null without one.</param>
internal sealed record Made<T>(string Type, T? Value, string? Fault = null)
    where T : class
{
    /// <summary>Makes the value; after a fault, by the fallback.</summary>
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
