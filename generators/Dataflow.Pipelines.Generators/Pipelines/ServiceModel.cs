namespace Dataflow.Pipelines.Generators.Pipelines;

/// <summary>A parameter of the pipeline's constructor, resolved from the host's services.</summary>
/// <param name="TypeName">Name of its type with <c>global::</c>, without the <c>?</c> of a reference; the <c>?</c> of type arguments and elements is kept.</param>
/// <param name="Name">Name of the parameter.</param>
/// <param name="TypeDisplay">The type as the user writes it.</param>
/// <param name="IsValue">Whether the type is a text, number, date or another that an input is for.</param>
/// <param name="HasDefault">Whether the user wrote a default value.</param>
/// <param name="Fallback">What it is where no such service is registered, as an expression; none where the service is required.</param>
/// <param name="Key">The key of <c>[FromKeyedServices]</c>, as an expression; none for a service that is found by its type alone.</param>
internal sealed record ServiceModel(string TypeName, string Name, string TypeDisplay, bool IsValue, bool HasDefault, string? Fallback, string? Key)
{
    /// <summary>Whether its type does not exist: the compiler reports it.</summary>
    public bool IsUnknown { get; init; }

    /// <summary>Why no service can be given for it; none for most.</summary>
    public string? Oddity { get; init; }
}
