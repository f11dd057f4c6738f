using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Records;

namespace Dataflow.Pipelines.Generators.Features.Keyed;

/// <summary>The value that an operator stores for each key.</summary>
/// <param name="Parameter">Position of the parameter.</param>
/// <param name="Name">Name of the parameter.</param>
/// <param name="Type">Its type.</param>
/// <param name="Value">The single field that it is written as, where it is not a record.</param>
internal sealed record StateModel(int Parameter, string Name, TypeModel Type, RecordMember? Value);
