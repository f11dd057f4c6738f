using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Features.Joins;

/// <summary>One input of a join.</summary>
/// <param name="From">The node that feeds it.</param>
/// <param name="Key">The member that must be equal to the other side's.</param>
/// <param name="Type">The record type of its parameter, without <c>?</c>; null where there is no such parameter.</param>
/// <param name="Modifier">As in <c>in </c>; empty for none.</param>
/// <param name="IsNullable">Whether the record may be missing.</param>
internal sealed record JoinSide(TextModel From, TextModel Key, TypeModel? Type, string Modifier, bool IsNullable);
