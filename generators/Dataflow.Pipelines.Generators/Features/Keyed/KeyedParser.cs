using System.Linq;
using Dataflow.Pipelines.Generators.Features.Operators;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Records;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Features.Keyed;

/// <summary>Reads the keyed parts of an operator: its state, its timers, and the methods that its timers call.</summary>
internal static class KeyedParser
{
    /// <summary>The state and timers of a method.</summary>
    public static KeyedModel Parse(IMethodSymbol method, int member, OperatorModel signature)
    {
        var places = Enumerable.Range(0, signature.Parameters.Count).ToList();
        return new KeyedModel(
            places.Where(i => signature.Parameters[i].Role == ParameterRole.State).Select(i => ParseState(method.Parameters[i], i)).ToEquatableArray(),
            places.Where(i => signature.Parameters[i].Role == ParameterRole.Timers).ToEquatableArray(),
            AttributeReader.Find(method, member, "StateTtl") is { } ttl ? new TtlModel(ttl.Text(), ttl.Choice("Refresh", "OnWrite"), ttl.Choice("Clock", "EventTime")) : null);
    }

    /// <summary>A method with <c>[OnTimer]</c>, or null.</summary>
    public static TimerModel? ParseTimer(ISymbol symbol, int member)
    {
        if (symbol is not IMethodSymbol method || AttributeReader.Find(symbol, member, "OnTimer") is not { } reader)
        {
            return null;
        }

        var parameters = method.Parameters.Select((parameter, i) => i == 0 ? ParseTime(parameter) : OperatorParser.ParseParameter(parameter, i)).ToEquatableArray();
        return new TimerModel(member, method.Name, method.IsStatic, reader.Text(), parameters, method.ReturnsVoid && method.TypeParameters.Length == 0 && MemberOddity.Of(method) is null);
    }

    private static OperatorParameter ParseTime(IParameterSymbol parameter)
    {
        var isTime = parameter.RefKind == RefKind.None && Symbols.Is(parameter.Type, "System", "DateTimeOffset");
        return new OperatorParameter(parameter.Name, isTime ? ParameterRole.Time : ParameterRole.Unknown, "", TypeModels.Of(parameter.Type));
    }

    private static StateModel ParseState(IParameterSymbol parameter, int index)
    {
        var type = TypeModels.Of(parameter.Type);
        return new StateModel(index, parameter.Name, type, type.IsRecord ? null : RecordParser.ParseValue(parameter.Type));
    }
}
