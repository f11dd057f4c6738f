namespace Dataflow.Pipelines.Generators.Triggers;

/// <summary>Kinds of constants in a trigger.</summary>
internal enum ConstantKind
{
    Number,
    Text,
    Boolean,
    Null,
    Duration,
}
