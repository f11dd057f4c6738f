using System.Globalization;
using System.Numerics;

namespace Dataflow.Pipelines.Inputs;

/// <summary>Descriptions of the types of inputs, for messages.</summary>
internal static class InputTypes
{
    /// <summary>The name of a type, with its range where it is one of whole numbers.</summary>
    public static string Describe<T>() => default(T) switch
    {
        sbyte => Whole<sbyte>(),
        byte => Whole<byte>(),
        short => Whole<short>(),
        ushort => Whole<ushort>(),
        int => Whole<int>(),
        uint => Whole<uint>(),
        long => Whole<long>(),
        ulong => Whole<ulong>(),
        float or double or decimal => "number, as in 12.5",
        bool => "truth value: write true or false",
        char => "single character",
        DateTimeOffset or DateTime => "date with time, as in 2026-03-01T12:00:00Z",
        DateOnly => "date, as in 2026-03-01",
        TimeOnly => "time of day, as in 12:00:00",
        TableName => "table name, as in schema.table",
        Guid => "UUID, as in 01890a5d-ac96-774b-bcce-b302099a8057",
        _ => typeof(T).Name,
    };

    private static string Whole<T>()
        where T : struct, IMinMaxValue<T>, IBinaryInteger<T> =>
        string.Create(CultureInfo.InvariantCulture, $"whole number from {T.MinValue} to {T.MaxValue}");
}
