namespace Dataflow.Pipelines.Generators.Pipelines;

/// <summary>A parameter of the pipeline's constructor, resolved from the host's services.</summary>
/// <param name="TypeName">Name of its type with <c>global::</c>, without the <c>?</c> of a reference; the <c>?</c> of type arguments and elements is kept.</param>
/// <param name="Name">Name of the parameter.</param>
/// <param name="TypeDisplay">The type as the user writes it.</param>
/// <param name="IsValue">Whether the type is a text, number, date or another type for inputs.</param>
/// <param name="HasDefault">Whether the user wrote a default value.</param>
/// <param name="Fallback">The value without a registered service, as an expression; null where the service is required.</param>
/// <param name="Key">The key of <c>[FromKeyedServices]</c>, as an expression; null for a service that is found by its type only.</param>
internal sealed record ServiceModel(string TypeName, string Name, string TypeDisplay, bool IsValue, bool HasDefault, string? Fallback, string? Key)
{
    /// <summary>Whether its type does not exist: the compiler reports it.</summary>
    public bool IsUnknown { get; init; }

    /// <summary>Why no service can be passed for it; otherwise null.</summary>
    public string? Oddity { get; init; }
}
