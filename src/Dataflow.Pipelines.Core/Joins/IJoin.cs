using System.ComponentModel;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>What the user's method makes of a pair; generated, a struct, so that the call is direct.</summary>
/// <typeparam name="TLeft">Records of the left stream.</typeparam>
/// <typeparam name="TRight">Records of the right stream.</typeparam>
/// <typeparam name="TOut">Results.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IJoin<TLeft, TRight, TOut>
{
    /// <summary>The result of a pair; false where the two are none.</summary>
    bool TryJoin(in TLeft left, in TRight right, out TOut result);

    /// <summary>The result of a left record without a partner; false where there is none.</summary>
    bool TryJoinLeft(in TLeft left, out TOut result);

    /// <summary>The result of a right record without a partner; false where there is none.</summary>
    bool TryJoinRight(in TRight right, out TOut result);
}
