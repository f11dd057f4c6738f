using Dataflow.Pipelines.State;

namespace Dataflow.Pipelines.Joins;

/// <summary>The records of both sides for one key.</summary>
internal sealed class JoinPair<TLeft, TRight>
{
    public JoinBuffer<TLeft> Left { get; } = new();

    public JoinBuffer<TRight> Right { get; } = new();

    public bool IsEmpty => Left.Count == 0 && Right.Count == 0;

    /// <summary>A key without a pair is gone.</summary>
    internal readonly struct Life : IStateLife<JoinPair<TLeft, TRight>?>
    {
        public static bool IsGone(in JoinPair<TLeft, TRight>? value) => value is null;
    }
}
