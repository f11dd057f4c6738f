using Dataflow.Pipelines.Generators.Reading;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Features.Async;

/// <summary>Reads <c>[AsyncIO]</c>.</summary>
internal static class AsyncParser
{
    public static AsyncModel? Parse(ISymbol symbol, int member) =>
        AttributeReader.Find(symbol, member, AsyncFeature.Companion) is { } reader
            ? new AsyncModel(
                reader.TryNumber("MaxConcurrency"),
                reader.TryText("Timeout"),
                reader.FlagOrTrue("Ordered"),
                reader.Choice("OnTimeout", "Fail") == "Reject",
                reader.Number("Retries"),
                reader.TryText("Backoff"))
            : null;
}
