using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Records;

namespace Dataflow.Pipelines.Generators.Pipelines;

/// <summary>Inputs can be given on the command line, each by a unique name, and never change.</summary>
internal static class InputRule
{
    public static IEnumerable<DiagnosticModel> Check(PipelineGraph graph)
    {
        var first = new Dictionary<string, InputModel>(StringComparer.OrdinalIgnoreCase);
        foreach (var input in graph.Pipeline.Inputs)
        {
            var at = Anchor.OfMember(input.Member);
            if (input.Oddity is { } oddity)
            {
                yield return DiagnosticModel.Of(Descriptors.MemberShape, at, "Input", "a property of the object, '{ get; init; }'", input.Name, oddity);
                continue;
            }

            if (ReservedNames.Find(input.Option) is { } reserved)
            {
                yield return DiagnosticModel.Of(Descriptors.ReservedInput, at, input.Name, reserved, input.Option);
            }

            if (first.TryGetValue(input.Option, out var other))
            {
                yield return DiagnosticModel.Of(Descriptors.SameOption, at, other.Name, input.Name, input.Option);
            }
            else
            {
                first.Add(input.Option, input);
            }

            if (input.Codec is CodecKind.None or CodecKind.Record or CodecKind.ByteArray or CodecKind.ByteMemory)
            {
                yield return DiagnosticModel.Of(Descriptors.InputType, Anchor.OfMemberType(input.Member), input.Name, input.TypeDisplay);
            }

            if (RecordRules.CheckTexts(input.Enum, Anchor.OfMemberType(input.Member)) is { } texts)
            {
                yield return texts;
            }

            if (!input.IsInitOnly)
            {
                yield return DiagnosticModel.Of(Descriptors.MutableInput, at, input.Name);
            }
        }
    }
}
