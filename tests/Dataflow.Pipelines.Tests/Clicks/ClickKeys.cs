using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Tests.Clicks;

internal readonly struct ById : IKeySelector<Click>
{
    public UInt128 Fingerprint(in Click record, KeyHash hash) => hash.Of(record.Id);
}

internal readonly struct ByUser : IKeySelector<Click>
{
    public UInt128 Fingerprint(in Click record, KeyHash hash) => hash.Of(record.User);
}
