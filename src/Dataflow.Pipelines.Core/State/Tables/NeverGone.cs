namespace Dataflow.Pipelines.State;

/// <summary>Every value is retained until its table is cleared.</summary>
internal readonly struct NeverGone<T> : IStateLife<T>
{
    public static bool IsGone(in T value) => false;
}
