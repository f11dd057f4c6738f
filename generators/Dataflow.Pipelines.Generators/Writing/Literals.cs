using System.Globalization;
using Dataflow.Pipelines.Generators.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Dataflow.Pipelines.Generators.Writing;

/// <summary>Writes constants as C# expressions.</summary>
internal static class Literals
{
    /// <summary>The constant as an expression of the type.</summary>
    /// <param name="value">The constant; <see langword="null"/> is also the <c>default</c> of a value type.</param>
    /// <param name="type">The type, without its <c>?</c>.</param>
    /// <param name="isNullable">Whether the type has a <c>?</c>.</param>
    public static string Of(object? value, ITypeSymbol type, bool isNullable) =>
        value switch
        {
            null => isNullable || type.IsReferenceType ? "null" : "default(" + Symbols.FullName(type) + ")",
            _ when type.TypeKind == TypeKind.Enum => "(" + Symbols.FullName(type) + ")(" + Plain(value) + ")",
            _ => Plain(value),
        };

    /// <summary>
    /// A text as a regular literal. The second of two adjacent colons is written as an escape: <c>sys::</c> in a text would be taken for an alias
    /// (<see cref="TypeAliases"/>).
    /// </summary>
    public static string Text(string value) => SymbolDisplay.FormatLiteral(value, quote: true).Replace("::", @":\u003A");

    private static string Plain(object value) =>
        value switch
        {
            string text => Text(text),
            float number => Float(number),
            double number => Float(number),
            decimal number => number.ToString(CultureInfo.InvariantCulture) + "m",
            long number => number == long.MinValue ? "long.MinValue" : number.ToString(CultureInfo.InvariantCulture) + "L",
            int number => number == int.MinValue ? "int.MinValue" : number.ToString(CultureInfo.InvariantCulture),
            ulong number => number.ToString(CultureInfo.InvariantCulture) + "UL",
            uint number => number.ToString(CultureInfo.InvariantCulture) + "U",
            sbyte or short or byte or ushort => "(" + value.GetType().Name switch { "SByte" => "sbyte", "Int16" => "short", "Byte" => "byte", _ => "ushort" } + ")(" + ((System.IFormattable)value).ToString(null, CultureInfo.InvariantCulture) + ")",
            _ => SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false) ?? "default",
        };

    private static string Float(float value) =>
        float.IsNaN(value) ? "float.NaN"
        : float.IsPositiveInfinity(value) ? "float.PositiveInfinity"
        : float.IsNegativeInfinity(value) ? "float.NegativeInfinity"
        : value.ToString("R", CultureInfo.InvariantCulture) + "f";

    private static string Float(double value) =>
        double.IsNaN(value) ? "double.NaN"
        : double.IsPositiveInfinity(value) ? "double.PositiveInfinity"
        : double.IsNegativeInfinity(value) ? "double.NegativeInfinity"
        : value.ToString("R", CultureInfo.InvariantCulture) + "d";
}
