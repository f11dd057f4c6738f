namespace Dataflow.Pipelines;

/// <summary>
/// Makes a <c>readonly partial record struct</c> a record: the generator emits its JSON and columnar codecs.
/// </summary>
[AttributeUsage(AttributeTargets.Struct, Inherited = false)]
public sealed class RecordAttribute : Attribute;
