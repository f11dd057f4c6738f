using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dataflow.Pipelines.Control.Hosting.Verbs;

/// <summary>The status of an approval as the other states of the run store: in upper case.</summary>
internal sealed class StatusConverter() : JsonStringEnumConverter<ApprovalStatus>(UpperCase.Instance, allowIntegerValues: false)
{
    private sealed class UpperCase : JsonNamingPolicy
    {
        public static UpperCase Instance { get; } = new();

        public override string ConvertName(string name) => name.ToUpperInvariant();
    }
}
