using System.ComponentModel;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>Applies the user's join method to a pair; implemented by a generated struct, so that the call is direct.</summary>
/// <typeparam name="TLeft">Records of the left stream.</typeparam>
/// <typeparam name="TRight">Records of the right stream.</typeparam>
/// <typeparam name="TOut">Results.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IJoin<TLeft, TRight, TOut>
{
    /// <summary>The result of a pair; false where the method returns none.</summary>
    bool TryJoin(in TLeft left, in TRight right, out TOut result);

    /// <summary>The result of a left record without a partner; false where the method returns none.</summary>
    bool TryJoinLeft(in TLeft left, out TOut result);

    /// <summary>The result of a right record without a partner; false where the method returns none.</summary>
    bool TryJoinRight(in TRight right, out TOut result);
}
