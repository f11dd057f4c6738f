using Dataflow.Pipelines.Generators.Keys;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Records;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Features.Windows.Aggregates;

/// <summary>The part of an accumulator for one member of the result.</summary>
/// <param name="member">The member of the result.</param>
/// <param name="from">The member of the window's input that it is computed from.</param>
/// <param name="name">Name of the field.</param>
internal class AggregateField(RecordMember member, RecordMember? from, string name)
{
    public RecordMember Member => member;

    /// <summary>The field of a member of the result.</summary>
    /// <param name="member">The member of the result.</param>
    /// <param name="from">The member of the window's input that it is computed from.</param>
    /// <param name="by">The member of the window's input that is least or greatest.</param>
    /// <param name="name">Name of the field.</param>
    public static AggregateField Of(RecordMember member, RecordMember? from, RecordMember? by, string name) =>
        member.Aggregate switch
        {
            AggregateKind.Variance or AggregateKind.StandardDeviation => new StructAggregateField(member, from, name, "flow::CodeGeneration.RunningVariance", member.Aggregate.ToString(), "(double)"),
            AggregateKind.Aggregate => new StructAggregateField(member, from, name, Types.Short(member.Computed.User!.TypeName), "Result", ""),
            AggregateKind.MinBy or AggregateKind.MaxBy => new ExtremeRecordField(member, from, by!, name),
            _ => new AggregateField(member, from, name),
        };

    /// <summary>The result as an expression.</summary>
    public virtual string Result =>
        member.Aggregate switch
        {
            AggregateKind.CountDistinct => name + ".Count",
            AggregateKind.Average => Sum + " / " + Count,
            _ => name,
        };

    protected string Name => name;

    protected string Source => "record." + TypeParser.Identifier(from!.Name);

    // A sum of floating-point numbers cannot overflow: it becomes infinite.
    private bool IsChecked => member.Aggregate == AggregateKind.Sum && member.Codec != CodecKind.Float64;

    private string Next => name + "Next";

    private string Sum => name + "Sum";

    private string Count => name + "Count";

    protected string Time => name + "Ticks";

    protected string Has => name + "IsSet";

    public virtual void EmitDeclaration(SourceBuilder code)
    {
        switch (member.Aggregate)
        {
            case AggregateKind.Count:
                code.Line("private long " + name + ";");
                break;
            case AggregateKind.CountDistinct:
                code.Line("private flow::CodeGeneration.DistinctSet " + name + ";");
                break;
            case AggregateKind.Average:
                code.Line("private double " + Sum + ";");
                code.Line("private long " + Count + ";");
                break;
            default:
                code.Line("private " + Types.Short(member.TypeName) + (member.IsNullable ? "?" : "") + " " + name + ";");
                if (member.Aggregate is AggregateKind.Min or AggregateKind.Max or AggregateKind.First or AggregateKind.Last)
                {
                    code.Line("private bool " + Has + ";");
                }

                if (member.Aggregate is AggregateKind.First or AggregateKind.Last)
                {
                    code.Line("private long " + Time + ";");
                }

                break;
        }
    }

    /// <summary>Sums that may overflow are computed before any field changes, so that a record or a slice that overflows does not change the accumulator.</summary>
    public void EmitCheckedAdd(SourceBuilder code)
    {
        if (!IsChecked)
        {
            return;
        }

        if (!from!.IsNullable)
        {
            code.Line("var " + Next + " = " + CheckedSum(Source) + ";");
            return;
        }

        code.Line("var " + Next + " = " + name + ";");
        EmitPresent(code, value => code.Line(Next + " = " + CheckedSum(value) + ";"));
    }

    /// <inheritdoc cref="EmitCheckedAdd"/>
    public void EmitCheckedMerge(SourceBuilder code)
    {
        if (IsChecked)
        {
            code.Line("var " + Next + " = " + CheckedSum("other." + name) + ";");
        }
    }

    public virtual void EmitAdd(SourceBuilder code)
    {
        switch (member.Aggregate)
        {
            case AggregateKind.WindowKey:
                code.Line(name + " = " + Source + ";");
                break;
            case AggregateKind.Count:
                code.Line(name + "++;");
                break;
            case AggregateKind.CountDistinct:
                EmitDistinct(code);
                break;
            case AggregateKind.Sum when IsChecked:
                code.Line(name + " = " + Next + ";");
                break;
            case AggregateKind.Sum:
                EmitPresent(code, value => code.Line(name + " += " + value + ";"));
                break;
            case AggregateKind.Average:
                EmitPresent(code, value =>
                {
                    code.Line(Sum + " += (double)" + value + ";");
                    code.Line(Count + "++;");
                });
                break;
            case AggregateKind.Min or AggregateKind.Max:
                EmitPresent(code, value => EmitExtreme(code, value));
                break;
            default:
                using (code.Block("if (!" + Has + " || ticks " + (member.Aggregate == AggregateKind.First ? "<" : ">=") + " " + Time + ")"))
                {
                    code.Line(name + " = " + Source + ";");
                    code.Line(Time + " = ticks;");
                    code.Line(Has + " = true;");
                }

                break;
        }
    }

    public virtual void EmitMerge(SourceBuilder code)
    {
        switch (member.Aggregate)
        {
            case AggregateKind.WindowKey:
                code.Line(name + " = other." + name + ";");
                break;
            case AggregateKind.Sum when IsChecked:
                code.Line(name + " = " + Next + ";");
                break;
            case AggregateKind.Count or AggregateKind.Sum:
                code.Line(name + " += other." + name + ";");
                break;
            case AggregateKind.CountDistinct:
                code.Line(name + ".Merge(in other." + name + ");");
                break;
            case AggregateKind.Average:
                code.Line(Sum + " += other." + Sum + ";");
                code.Line(Count + " += other." + Count + ";");
                break;
            default:
                EmitMergeOfOne(code);
                break;
        }
    }

    public virtual void EmitWrite(SourceBuilder code)
    {
        switch (member.Aggregate)
        {
            case AggregateKind.Count:
                code.Line("writer.Write(" + name + ");");
                break;
            case AggregateKind.CountDistinct:
                code.Line(name + ".Write(writer);");
                break;
            case AggregateKind.Average:
                code.Line("writer.Write(" + Sum + ");");
                code.Line("writer.Write(" + Count + ");");
                break;
            default:
                BinaryCode.EmitWrite(code, member, name);
                if (member.Aggregate is AggregateKind.Min or AggregateKind.Max or AggregateKind.First or AggregateKind.Last)
                {
                    code.Line("writer.Write(" + Has + ");");
                }

                if (member.Aggregate is AggregateKind.First or AggregateKind.Last)
                {
                    code.Line("writer.Write(" + Time + ");");
                }

                break;
        }
    }

    public virtual void EmitRead(SourceBuilder code)
    {
        switch (member.Aggregate)
        {
            case AggregateKind.Count:
                code.Line(name + " = reader.ReadInt64();");
                break;
            case AggregateKind.CountDistinct:
                code.Line(name + ".Read(reader);");
                break;
            case AggregateKind.Average:
                code.Line(Sum + " = reader.ReadDouble();");
                code.Line(Count + " = reader.ReadInt64();");
                break;
            default:
                code.Line(name + " = " + BinaryCode.Read(member) + ";");
                if (member.Aggregate is AggregateKind.Min or AggregateKind.Max or AggregateKind.First or AggregateKind.Last)
                {
                    code.Line(Has + " = reader.ReadBoolean();");
                }

                if (member.Aggregate is AggregateKind.First or AggregateKind.Last)
                {
                    code.Line(Time + " = reader.ReadInt64();");
                }

                break;
        }
    }

    public virtual void EmitRelease(SourceBuilder code)
    {
        if (member.Aggregate == AggregateKind.CountDistinct)
        {
            code.Line(name + ".Release();");
        }
    }

    // A null value is not part of a sum, a mean or an extreme.
    protected void EmitPresent(SourceBuilder code, System.Action<string> emit)
    {
        if (!from!.IsNullable)
        {
            emit(Source);
            return;
        }

        using (code.Block("if (" + Source + " is { } " + name + "Value)"))
        {
            emit(name + "Value");
        }
    }

    private string CheckedSum(string value) => "flow::CodeGeneration.CheckedSum.Add(" + name + ", " + value + ", " + Literals.Text(member.Name) + ")";

    private void EmitDistinct(SourceBuilder code)
    {
        var add = name + ".Add(" + FingerprintCode.Of(from!, "record", name + "Value") + ");";
        if (!from!.IsNullable)
        {
            code.Line(add);
            return;
        }

        using (code.Block("if (" + Source + " is not null)"))
        {
            code.Line(add);
        }
    }

    // The other accumulator's value wins under the same condition as the value of a record.
    private void EmitMergeOfOne(SourceBuilder code)
    {
        var isTime = member.Aggregate is AggregateKind.First or AggregateKind.Last;
        var isBetter = member.Aggregate switch
        {
            AggregateKind.First => "other." + Time + " < " + Time,
            AggregateKind.Last => "other." + Time + " >= " + Time,
            _ => IsBetter("other." + name, mayBeNull: true),
        };
        using (code.Block("if (other." + Has + " && (!" + Has + " || " + isBetter + "))"))
        {
            code.Line(name + " = other." + name + ";");
            if (isTime)
            {
                code.Line(Time + " = other." + Time + ";");
            }

            code.Line(Has + " = true;");
        }
    }

    private bool IsFloat => from!.Codec is CodecKind.Float32 or CodecKind.Float64;

    // Both values are set when they are compared.
    private string IsBetter(string value, bool mayBeNull)
    {
        var (left, right) = IsFloat && member.IsNullable ? (mayBeNull ? value + ".GetValueOrDefault()" : value, name + ".GetValueOrDefault()") : (value, name);
        return OrderCode.IsFurther(from!.Codec, member.Aggregate == AggregateKind.Min, left, right);
    }

    private void EmitExtreme(SourceBuilder code, string value)
    {
        using (code.Block("if (!" + Has + " || " + IsBetter(value, mayBeNull: false) + ")"))
        {
            // Adding 0 turns -0 into 0: the two are equal, and otherwise the result would depend on the order of the records.
            code.Line(name + " = " + value + (IsFloat ? " + 0" : "") + ";");
            code.Line(Has + " = true;");
        }
    }
}
