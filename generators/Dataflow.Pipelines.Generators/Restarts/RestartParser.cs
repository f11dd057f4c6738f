using Dataflow.Pipelines.Generators.Reading;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Restarts;

/// <summary>Reads <c>[RestartPolicy]</c> of a pipeline class.</summary>
internal static class RestartParser
{
    public static RestartModel? Parse(INamedTypeSymbol type) => AttributeReader.Find(type, -1, RestartModel.Attribute) is not { } reader ? null : new RestartModel(reader.FirstChoice(RestartModel.Exponential))
    {
        Delay = reader.TryText("Delay"),
        MaxDelay = reader.TryText("MaxDelay"),
        Jitter = reader.TryFraction("Jitter"),
        Attempts = reader.TryNumber("Attempts"),
        Within = reader.TryText("Within"),
    };
}
