using System.Globalization;
using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Durations;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Syntax;

namespace Dataflow.Pipelines.Generators.Triggers;

/// <summary>
/// Compiles values and comparisons of triggers and templates to C#, and reports what does not fit together. A value whose node has no output yet is null, and a comparison with
/// null is false, except <c>== null</c> and <c>!=</c>: the lifted operators of C#.
/// </summary>
/// <param name="graph">The pipeline.</param>
/// <param name="node">Index of the node that the text belongs to.</param>
/// <param name="text">The place of the text.</param>
/// <param name="names">How paths are written.</param>
internal sealed class ValueCompiler(PipelineGraph graph, int node, Anchor text, PathCompiler names)
{
    private readonly List<DiagnosticModel> _faults = [];

    /// <summary>What was wrong.</summary>
    public IReadOnlyList<DiagnosticModel> Faults => _faults;

    /// <summary>What was read.</summary>
    public ValueReads Reads { get; } = new();

    /// <summary>A comparison, a truth value or a value.</summary>
    public TypedValue Compile(TriggerExpression expression) =>
        expression switch
        {
            ConstantExpression constant => Constant(constant),
            PathExpression path => Path(path),
            CallExpression { Function: "now" } => Now(),
            CallExpression call => Length(call),
            UnaryExpression { Operator: "-" } minus => Minus(minus),
            UnaryExpression not => TypedValue.Condition("!(" + Condition(not.Operand) + ")"),
            BinaryExpression { Operator: "==" or "!=" or "<" or "<=" or ">" or ">=" } comparison => Compare(comparison),
            BinaryExpression { Operator: "&&" or "||" } logic => TypedValue.Condition("(" + Condition(logic.Left) + ") " + logic.Operator + " (" + Condition(logic.Right) + ")"),
            BinaryExpression sum => Compute(sum),
            _ => Fail(expression, "an event is no value; its payload is read by 'event.name'"),
        };

    /// <summary>A value that is no record, for a parameter of another language.</summary>
    public TypedValue CompileScalar(TriggerExpression expression) =>
        Compile(expression) is var value && value.Kind == ValueKind.Record ? Fail(expression, Describe(value) + " is a record; name one of its members") : value;

    /// <summary>A value that has a text.</summary>
    public TypedValue CompileText(TriggerExpression expression) =>
        CompileScalar(expression) is var value && value.Kind == ValueKind.Bytes ? Fail(expression, Describe(value) + " has no text") : value;

    /// <summary>A condition: a comparison, or a truth value that counts as false where it is missing.</summary>
    public string Condition(TriggerExpression expression)
    {
        var value = Compile(expression);
        return value.Kind switch
        {
            ValueKind.Boolean => value.IsNullable ? value.Code + " == true" : value.Code,
            ValueKind.Payload => "at.Event.ReadBoolean(" + value.Code + ") == true",
            ValueKind.Unknown => "false",
            _ => Fail(expression, "it is " + Describe(value) + ", not a truth value; compare it with something").Code,
        };
    }

    private TypedValue Constant(ConstantExpression constant) =>
        constant.Kind switch
        {
            ConstantKind.Text => new TypedValue(Writing.Literals.Text(constant.Text), ValueKind.Text, "string", "text", false) { IsConstant = true },
            ConstantKind.Boolean => new TypedValue(constant.Text, ValueKind.Boolean, "bool", "bool", false) { IsConstant = true },
            ConstantKind.Null => new TypedValue("null", ValueKind.Null, "", "null", true) { IsConstant = true },
            ConstantKind.Duration => new TypedValue(DurationCode.OfTicks(DurationText.Parse(constant.Text).Ticks), ValueKind.Duration, "sys::TimeSpan", "duration", false) { IsConstant = true },
            _ => Number(constant),
        };

    // A literal that C# can read as it is, and with the suffix of double or decimal.
    private TypedValue Number(ConstantExpression constant)
    {
        if (!decimal.TryParse(constant.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _))
        {
            return Fail(constant, "the number is too large");
        }

        var isInteger = long.TryParse(constant.Text, NumberStyles.None, CultureInfo.InvariantCulture, out _);
        var code = isInteger || constant.Text.Contains('.') ? constant.Text : constant.Text + ".0";
        return new TypedValue(code, ValueKind.Number, isInteger ? "long" : "double", "number", false) { IsConstant = true };
    }

    private TypedValue Path(PathExpression path)
    {
        var (value, fault) = names.Compile(graph, node, path, text, Reads);
        if (fault is not null)
        {
            _faults.Add(fault);
        }

        return value;
    }

    private TypedValue Now()
    {
        Reads.Samples = true;
        return new TypedValue("at.Now", ValueKind.Instant, "sys::DateTimeOffset", "time", false);
    }

    private TypedValue Length(CallExpression call)
    {
        var argument = Compile(call.Argument!);
        return argument.Kind switch
        {
            ValueKind.Unknown => argument,
            ValueKind.Text => new TypedValue("(" + argument.Code + ")?.Length", ValueKind.Number, "int", "number", true),
            ValueKind.Payload => new TypedValue("at.Event.Read(" + argument.Code + ")?.Length", ValueKind.Number, "int", "number", true),
            _ => Fail(call, "len takes a text, not " + Describe(argument)),
        };
    }

    private TypedValue Minus(UnaryExpression minus)
    {
        var operand = Compile(minus.Operand);
        return operand.Kind is ValueKind.Number or ValueKind.Decimal or ValueKind.Duration ? operand with { Code = Negate(operand) }
            : operand.Kind == ValueKind.Unknown ? operand
            : Fail(minus, "'-' takes a number or a duration, not " + Describe(operand));
    }

    // A constant stays a literal, which may get the suffix of a type.
    private static string Negate(TypedValue value) =>
        value.IsConstant && value.Code.StartsWith("-", StringComparison.Ordinal) ? value.Code.Substring(1) : "-" + (value.IsConstant ? value.Code : Operand(value));

    private TypedValue Compute(BinaryExpression sum)
    {
        var (left, right) = (Read(Compile(sum.Left)), Read(Compile(sum.Right)));
        if (left.Kind == ValueKind.Unknown || right.Kind == ValueKind.Unknown)
        {
            return TypedValue.Unknown;
        }

        var isNullable = left.IsNullable || right.IsNullable;
        var result = (left.Kind, sum.Operator, right.Kind) switch
        {
            (ValueKind.Number or ValueKind.Decimal, _, ValueKind.Number or ValueKind.Decimal) => Arithmetic(sum.Operator, left, right),
            (ValueKind.Instant, "-", ValueKind.Instant) => new TypedValue("", ValueKind.Duration, "sys::TimeSpan", "duration", isNullable),
            (ValueKind.Instant, "+" or "-", ValueKind.Duration) => new TypedValue("", ValueKind.Instant, "sys::DateTimeOffset", "time", isNullable),
            (ValueKind.Duration, "+" or "-", ValueKind.Duration) => new TypedValue("", ValueKind.Duration, "sys::TimeSpan", "duration", isNullable),
            _ => null,
        };
        return result is null ? Fail(sum, "there is no " + Describe(left) + " " + sum.Operator + " " + Describe(right))
            : result.Code.Length > 0 ? result
            : result with { Code = Operand(left) + " " + sum.Operator + " " + Operand(right) };
    }

    // Decimals are computed with as doubles: they are exact only where they are compared.
    private static TypedValue Arithmetic(string sign, TypedValue left, TypedValue right) =>
        new(AsDouble(left) + " " + sign + " " + AsDouble(right), ValueKind.Number, "double", "number", left.IsNullable || right.IsNullable);

    private TypedValue Compare(BinaryExpression comparison)
    {
        var (left, right) = (Compile(comparison.Left), Compile(comparison.Right));
        if (left.Kind == ValueKind.Unknown || right.Kind == ValueKind.Unknown)
        {
            return TypedValue.Unknown;
        }

        (left, right) = (ReadAs(left, right), ReadAs(right, left));
        var sign = comparison.Operator;
        if (left.Kind == ValueKind.Null || right.Kind == ValueKind.Null)
        {
            return sign is "==" or "!=" ? Joined(left, sign, right) : Fail(comparison, "null is only equal or unequal");
        }

        if (left.Kind == ValueKind.Enum || right.Kind == ValueKind.Enum)
        {
            return CompareEnum(comparison, left, right);
        }

        if (left.Texts is not null || right.Texts is not null)
        {
            CheckText(comparison.Right, right, left.Texts);
            CheckText(comparison.Left, left, right.Texts);
        }

        return (left.Kind, right.Kind) switch
        {
            (ValueKind.Decimal, ValueKind.Number) when right.IsConstant => TypedValue.Condition(Operand(left) + " " + sign + " " + right.Code + "m"),
            (ValueKind.Number, ValueKind.Decimal) when left.IsConstant => TypedValue.Condition(left.Code + "m " + sign + " " + Operand(right)),
            (ValueKind.Decimal, ValueKind.Decimal) => Joined(left, sign, right),
            (ValueKind.Number or ValueKind.Decimal, ValueKind.Number or ValueKind.Decimal) => TypedValue.Condition(Comparable(left) + " " + sign + " " + Comparable(right)),
            (ValueKind.Text or ValueKind.Boolean, _) when left.Kind == right.Kind && sign is "==" or "!=" => Joined(left, sign, right),
            (ValueKind.Instant or ValueKind.Duration, _) when left.Kind == right.Kind => Joined(left, sign, right),
            (ValueKind.Text or ValueKind.Boolean, _) when left.Kind == right.Kind => Fail(comparison, Describe(left) + " has no order: use == or !="),
            _ => Fail(comparison, Describe(left) + " cannot be compared with " + Describe(right)),
        };
    }

    private TypedValue CompareEnum(BinaryExpression comparison, TypedValue left, TypedValue right)
    {
        var (choice, constant, place) = left.Kind == ValueKind.Enum ? (left, right, comparison.Right) : (right, left, comparison.Left);
        if (comparison.Operator is not ("==" or "!="))
        {
            return Fail(comparison, Describe(choice) + " has no order: use == or !=");
        }

        if (constant.Kind == ValueKind.Enum && constant.TypeName == choice.TypeName)
        {
            return Joined(left, comparison.Operator, right);
        }

        if (constant is not { Kind: ValueKind.Text, IsConstant: true } || place is not ConstantExpression named)
        {
            return Fail(comparison, Describe(choice) + " is compared with one of its values in quotes, not with " + Describe(constant));
        }

        var values = choice.Enum!.Values;
        var found = values.FirstOrDefault(value => value.Text == named.Text);
        if (found is null)
        {
            CheckText(place, constant, [.. values.Select(static value => value.Text)]);
            return TypedValue.Unknown;
        }

        return TypedValue.Condition(choice.Code + " " + comparison.Operator + " " + Writing.Types.Short(choice.TypeName) + "." + Reading.TypeParser.Identifier(found.Member));
    }

    private void CheckText(TriggerExpression place, TypedValue value, IReadOnlyList<string>? texts)
    {
        if (texts is null || value is not { Kind: ValueKind.Text, IsConstant: true } || place is not ConstantExpression constant || texts.Contains(constant.Text))
        {
            return;
        }

        var nearest = NearestName.Find(constant.Text, texts);
        _faults.Add(DiagnosticModel.Of(
            Descriptors.UnknownPath,
            text.Slice(constant.Start + 1, constant.Text.Length),
            constant.Text,
            nearest is null ? "it is one of '" + string.Join("', '", texts) + "'" : "did you mean '" + nearest + "'?") with
        { Suggestion = nearest });
    }

    private static TypedValue Joined(TypedValue left, string sign, TypedValue right) => TypedValue.Condition(Operand(left) + " " + sign + " " + Operand(right));

    private TypedValue Fail(TriggerExpression place, string problem)
    {
        _faults.Add(DiagnosticModel.Of(Descriptors.TriggerType, text.Slice(place.Start, place.Length), problem));
        return TypedValue.Unknown;
    }

    // The member of a payload is read as what it is compared with.
    private static TypedValue ReadAs(TypedValue value, TypedValue other) =>
        value.Kind != ValueKind.Payload ? value
        : other.Kind switch
        {
            ValueKind.Number or ValueKind.Decimal => new TypedValue("at.Event.ReadNumber(" + value.Code + ")", ValueKind.Number, "double", "number", true),
            ValueKind.Boolean => new TypedValue("at.Event.ReadBoolean(" + value.Code + ")", ValueKind.Boolean, "bool", "bool", true),
            _ => Read(value),
        };

    private static TypedValue Read(TypedValue value) =>
        value.Kind == ValueKind.Payload ? new TypedValue("at.Event.Read(" + value.Code + ")", ValueKind.Text, "string", "text", true) : value;

    private static string Comparable(TypedValue value) => value.TypeName is "ulong" or "decimal" ? AsDouble(value) : Operand(value);

    private static string AsDouble(TypedValue value) =>
        value.IsConstant ? value.TypeName == "double" ? value.Code : value.Code + "d"
        : "(double" + (value.IsNullable ? "?" : "") + ")" + Operand(value);

    // A constant may contain a blank, and needs no parentheses for it; after a sign, one that begins with a sign does.
    private static string Operand(TypedValue value) =>
        (value.Code.Contains(' ') && !value.IsConstant) || value.Code.StartsWith("-", StringComparison.Ordinal) ? "(" + value.Code + ")" : value.Code;

    private static string Describe(TypedValue value) =>
        value.Kind switch
        {
            ValueKind.Null => "null",
            ValueKind.Enum or ValueKind.Record or ValueKind.Bytes or ValueKind.Other => "a value of '" + value.TypeDisplay + "'",
            ValueKind.Boolean => "a truth value",
            ValueKind.Payload => "a member of a payload",
            _ => "a " + value.TypeDisplay,
        };
}
