namespace Dataflow.Pipelines.State;

/// <summary>A value that is the default of its type is the same as none.</summary>
internal readonly struct DefaultIsGone<T> : IStateLife<T>
{
    public static bool IsGone(in T value) => EqualityComparer<T>.Default.Equals(value, default);
}
