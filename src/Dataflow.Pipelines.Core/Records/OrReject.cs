using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Dataflow.Pipelines;

/// <summary>A record, or the reason why it was rejected. A result, not an exception: it does not allocate.</summary>
/// <typeparam name="T">The record type.</typeparam>
public readonly struct OrReject<T>
    where T : struct
{
    private readonly T _value;
    private readonly string? _reason;

    private OrReject(in T value, string? reason)
    {
        _value = value;
        _reason = reason;
    }

    /// <summary>The reason of a rejection; <see langword="null"/> for a record.</summary>
    public string? Reason => _reason;

    /// <summary>Whether there is no record.</summary>
    [MemberNotNullWhen(true, nameof(Reason))]
    public bool IsRejected => _reason is not null;

    /// <summary>The record; the default value where it is rejected.</summary>
    [UnscopedRef]
    public ref readonly T Value => ref _value;

    /// <summary>A record.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator OrReject<T>(in T value) => new(in value, null);

    /// <summary>A rejection.</summary>
    public static implicit operator OrReject<T>(Reject reject) => new(default, reject.Reason ?? "rejected without a reason");
}
