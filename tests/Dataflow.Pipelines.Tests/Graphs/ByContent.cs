using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Tests.Clicks;

namespace Dataflow.Pipelines.Tests.Graphs;

/// <summary>Equal records have equal keys.</summary>
internal readonly struct ByContent : IKeySelector<Click>
{
    public UInt128 Fingerprint(in Click record, KeyHash hash) => hash.Of($"{record.Id}|{record.User}|{record.Amount}");
}
