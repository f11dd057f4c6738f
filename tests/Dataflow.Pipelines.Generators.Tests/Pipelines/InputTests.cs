using Dataflow.Pipelines.Generators.Tests.Support;

namespace Dataflow.Pipelines.Generators.Tests.Pipelines;

/// <summary>The value given for an input is assigned to its property, whatever the name of the property.</summary>
public sealed class InputTests
{
    [Theory]
    [InlineData("prefix")]
    [InlineData("Prefix")]
    [InlineData("主题")]
    [InlineData("ünit")]
    [InlineData("_prefix")]
    [InlineData("inputs")]
    [InlineData("values")]
    [InlineData("@this")]
    [InlineData("value")]
    public void A_given_value_replaces_the_default(string name) =>
        Assert.Equal("G then D", Run($"[Input] public string {name} {{ get; init; }} = \"D\";", name));

    [Theory]
    [InlineData("prefix")]
    [InlineData("主题")]
    [InlineData("inputs")]
    public void A_required_value_arrives(string name) =>
        Assert.Equal("G then InputException", Run($"[Input] public required string {name} {{ get; init; }}", name));

    [Theory]
    [InlineData("prefix", "G then D")]
    [InlineData("inputs", "G then D")]
    public void A_constructor_parameter_of_the_same_name_hides_nothing(string name, string expected) =>
        Assert.Equal(expected, Run($"public P(System.Text.StringBuilder {name}) {{ Service = {name}; }} public System.Text.StringBuilder Service {{ get; }} [Input] public string {name} {{ get; init; }} = \"D\";", name));

    [Fact]
    public void Two_inputs_that_differ_in_one_letter_are_two() =>
        Assert.Equal("G then D", Run("[Input] public string A { get; init; } = \"other\"; [Input] public string a1 { get; init; } = \"D\"; [Input] public string? A1Value { get; init; }", "a1"));

    /// <summary>The value of the input if <c>G</c> is given, and if no value is given.</summary>
    private static string Run(string members, string name) =>
        Compiler.Generate(RunningPipeline.World, $$"""
            [Record] public readonly partial record struct Raw(int Id);

            [Pipeline("p")] public sealed partial class P
            {
                {{members}}
                [Source] public Lines<Raw> In => new();
                [Rejected(nameof(In))] public partial Stream<DeadLetter> Bad { get; }
                [Sink(From = nameof(In))] public Lists<Raw> Out => new("out");
            }

            public sealed class Services : IServiceProvider
            {
                public object? GetService(Type type) => type == typeof(System.Text.StringBuilder) ? new System.Text.StringBuilder("service") : null;
            }

            public static class Test
            {
                public static string Run() => Show<P>("G") + " then " + Show<P>(null);

                private static string Show<T>(string? given) where T : class, Dataflow.Pipelines.Graph.IPipeline<T>
                {
                    var values = new Dictionary<string, string>();
                    if (given is not null)
                    {
                        values.Add(T.Descriptor.Inputs.Single(input => input.Name == "{{Snake(name)}}").Name, given);
                    }

                    try
                    {
                        return ((P)(object)T.Create(new Services(), new Dataflow.Pipelines.CodeGeneration.InputValues(values))).{{name}};
                    }
                    catch (Dataflow.Pipelines.Inputs.InputException fault)
                    {
                        return fault.GetType().Name;
                    }
                }
            }
            """.Insert(0, "using Dataflow.Pipelines;\n")).Run();

    private static string Snake(string name) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(name.TrimStart('@'));
}
