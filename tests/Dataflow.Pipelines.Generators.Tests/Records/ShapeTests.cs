using System.Text.Json;
using Dataflow.Pipelines.Generators.Tests.Support;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Tests.Records;

public sealed class ShapeTests
{
    [Theory]
    [InlineData("namespace A.B; [Record] public readonly partial record struct R(int X);")]
    [InlineData("namespace @event.@class; [Record] public readonly partial record struct @struct(int @if, string @class, int? @event = 5, int record = 1, int field = 2);")]
    [InlineData("public static partial class Outer { internal partial interface IInner<T> { public partial record struct Deep { [Record] public readonly partial record struct R(int X, string Y); } } }")]
    [InlineData("[Record] public readonly partial record struct R<T>(int X) where T : class;")]
    [InlineData("[Record] public readonly partial record struct R();")]
    [InlineData("[Record] public readonly partial record struct R(int Schema, int TryReadJson, string WriteJson, int? WriteColumns, long TryReadFields, string WriteFields);")]
    [InlineData("[Record] public readonly partial record struct R(int Utf8, string Reader, string Record, int Reason, string Property, int Decoder, string Read, int Writer, int Row, int Records, int Columns, int Value, int Name);")]
    [InlineData("[Record] public readonly partial record struct R(int userId, string Übung, int 数量);")]
    [InlineData("public class JsonScanner; public class Exception; [Record] public readonly partial record struct R(int X, DateTimeOffset Y);")]
    [InlineData("namespace Samples { public class JsonReason; public class DateTimeOffset; [Record] public readonly partial record struct R(int X, System.DateTimeOffset Y); }")]
    [InlineData("[Record] public readonly partial record struct A(int X); [Record] public readonly partial record struct a(int X);", true)]
    [InlineData("namespace N { [Record] public readonly partial record struct A(int X); } public static partial class N1 { [Record] public readonly partial record struct A(int X); }")]
    [InlineData("public enum E { class_name, @int } namespace X { public enum E { A } } [Record] public readonly partial record struct R(E A, X.E B, E? C);")]
    [InlineData("[Record] public readonly partial record struct R(string Id) : IComparable<R> { public int CompareTo(R other) => 0; }")]
    [InlineData("[Record] internal readonly partial record struct R(int X); public partial class P { [Record] private readonly partial record struct Q(R R); }")]
    [InlineData("#nullable disable\n[Record] public readonly partial record struct R(string X, int Y);")]
    public void Every_shape_compiles_without_a_warning(string source, bool lowerCase = false)
    {
        // CS8981 is about the user's own lower-case type name.
        var text = "using System;\nusing Dataflow.Pipelines;\n" + (lowerCase ? "#pragma warning disable CS8981\n" : "") + source;
        if (source.StartsWith("namespace", StringComparison.Ordinal) && source.Contains(';', StringComparison.Ordinal) && !source.Contains('{', StringComparison.Ordinal))
        {
            text = "using Dataflow.Pipelines;\n" + source;
        }

        Compiler.Generate(text).Compiles();
    }

    [Theory]
    [InlineData("global using Theirs; namespace Theirs { public class JsonScanner; public class JsonReason; }")]
    [InlineData("global using JsonScanner = System.Text.StringBuilder;")]
    public void A_type_of_a_global_using_hides_no_type_of_the_engine(string other)
    {
        var generation = Compiler.Generate(other, "using Dataflow.Pipelines; namespace Mine; [Record] public readonly partial record struct R(int X);").Compiles();
        Assert.Contains("global::Dataflow.Pipelines.CodeGeneration.JsonScanner", generation.Text("R.Record.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_global_using_without_a_clash_leaves_short_names()
    {
        var generation = Compiler.Generate("global using Theirs; namespace Theirs { public class Other; }", "using Dataflow.Pipelines; namespace Mine; [Record] public readonly partial record struct R(int X);").Compiles();
        Assert.DoesNotContain("::", generation.Text("R.Record.g.cs"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UserId")]
    [InlineData("XMLStream")]
    [InlineData("userID")]
    [InlineData("IPAddressV4")]
    [InlineData("A")]
    [InlineData("ABC")]
    [InlineData("Already_Snake")]
    [InlineData("_leading")]
    [InlineData("With1Digit2Two")]
    [InlineData("Ünï")]
    [InlineData("İstanbul")]
    [InlineData("Item2D")]
    [InlineData("数量")]
    [InlineData("aBC1dE")]
    public void Names_are_those_of_the_json_policy(string name) => Assert.Equal(JsonNamingPolicy.SnakeCaseLower.ConvertName(name), SnakeCase.Of(name));
}
