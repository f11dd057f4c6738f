using Dataflow.Pipelines.Generators.Tests.Support;

namespace Dataflow.Pipelines.Generators.Tests.Records;

/// <summary>A member that the message does not have takes the default that its declaration states.</summary>
public sealed class DefaultTests
{
    private static readonly string[] ValueTypes =
    [
        "bool", "sbyte", "short", "int", "long", "byte", "ushort", "uint", "ulong", "float", "double", "decimal", "Guid", "DateTimeOffset", "DateTime", "DateOnly",
        "TimeOnly", "TimeSpan", "ReadOnlyMemory<byte>", "State", "Point", "TableName",
    ];

    [Theory]
    [InlineData("null")]
    [InlineData("default")]
    public void A_nullable_member_whose_default_is_null_is_null(string value)
    {
        var members = ValueTypes.Concat(["string", "byte[]"]).Select((type, i) => $"{type}? M{i} = {value}").ToArray();
        Assert.Equal(
            string.Join(" ", Enumerable.Repeat("null", members.Length)),
            Run(string.Join(", ", members), "{}", string.Join(" + \" \" + ", Enumerable.Range(0, members.Length).Select(i => $"(r.M{i} is null ? \"null\" : \"set\")"))));
    }

    [Fact]
    public void A_member_whose_default_is_that_of_its_type_has_it()
    {
        var members = ValueTypes.Select((type, i) => $"{type} M{i} = default").ToArray();
        Assert.Equal(
            string.Join(" ", Enumerable.Repeat("True", members.Length)),
            Run(string.Join(", ", members), "{}", string.Join(" + \" \" + ", ValueTypes.Select((type, i) => $"r.M{i}.Equals(default({type}))"))));
    }

    [Fact]
    public void A_nullable_member_with_another_default_has_it() =>
        Assert.Equal(
            "5 1.5 HalfOpen True",
            Run("int? A = 5, decimal? B = 1.5m, State? C = State.HalfOpen, bool? D = true", "{}", "FormattableString.Invariant($\"{r.A} {r.B} {r.C} {r.D}\")"));

    [Theory]
    [InlineData("sys::x")]
    [InlineData("a sys::Guid and flow::Jobs.Job")]
    [InlineData("json::")]
    [InlineData("flow:::::x")]
    [InlineData("sys::\n\t\"\\::")]
    public void A_text_default_is_the_text(string text)
    {
        var literal = Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(text, quote: true);
        Assert.Equal(text, Run($"string A = {literal}", "{}", "r.A"));
        Assert.Equal(text, Run($"string? A = {literal}", "{}", "r.A!"));
    }

    [Fact]
    public void A_path_with_the_form_of_an_alias_is_the_path() =>
        Assert.Equal("7", Run("[JsonPath(\"sys::x.flow::Graph\")] int A = 5", "{\\\"sys::x\\\":{\\\"flow::Graph\\\":7}}", "r.A.ToString()"));

    private static string Run(string members, string json, string show) =>
        Compiler.Generate($$"""
            using Dataflow.Pipelines;

            public enum State { Open, HalfOpen }
            [Record] public readonly partial record struct Point(int X, int Y = 3);
            [Record] public readonly partial record struct R({{members}});

            public static class Test
            {
                public static string Run() =>
                    R.TryReadJson(System.Text.Encoding.UTF8.GetBytes("{{json}}"), new JsonDecoder(), out var r, out var reason) ? {{show}} : reason!;
            }
            """).Run();
}
