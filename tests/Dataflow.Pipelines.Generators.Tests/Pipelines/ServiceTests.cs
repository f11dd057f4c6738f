using Dataflow.Pipelines.Generators.Tests.Support;

namespace Dataflow.Pipelines.Generators.Tests.Pipelines;

/// <summary>What the constructor of a pipeline gets, registered or not.</summary>
public sealed class ServiceTests
{
    [Fact]
    public void A_default_value_counts_where_no_service_is_registered() => Assert.Equal(
        "B a\"b 3 2.5 Monday  00:00:00 none none 7",
        Run(
            "B b, string text = \"a\\\"b\", int? number = 3, decimal price = 2.5m, DayOfWeek day = DayOfWeek.Monday, DayOfWeek? other = null, TimeSpan span = default, "
            + "A? absent = null, IComparable<A>? unknown = null, long set = 1",
            "$\"{b} {text} {number} {price} {day} {other} {span} {absent?.ToString() ?? \"none\"} {unknown?.ToString() ?? \"none\"} {set}\""));

    [Fact]
    public void A_nullable_service_may_be_absent() => Assert.Equal("none B", Run("A? a, B? b", "$\"{a?.ToString() ?? \"none\"} {b}\""));

    [Fact]
    public void A_default_of_null_is_passed_on_where_the_type_does_not_allow_it() => Assert.Equal("none", Run("A a = null!", "a is null ? \"none\" : \"some\""));

    [Fact]
    public void A_required_service_that_is_missing_is_named_with_pipeline_and_parameter_and_what_to_do() => Assert.Equal(
        "Pipeline 'p' needs a service 'A' for the parameter 'a' of its constructor, and none is registered: register it in Program.ConfigureServices(IServiceCollection, "
        + "IConfiguration), or in the services of your own host.",
        Run("B b, A a", "$\"{a} {b}\""));

    [Fact]
    public void A_service_that_cannot_be_made_is_named_with_the_cause() => Assert.Equal(
        "Pipeline 'p' cannot get the service 'C' for the parameter 'c' of its constructor: InvalidOperationException: no D.",
        Run("C c", "$\"{c}\""));

    [Fact]
    public void The_descriptor_lists_the_parameters() => Assert.Equal(
        "ServiceParameter { Name = b, Type = B, IsRequired = True } ServiceParameter { Name = a, Type = A, IsRequired = False }",
        Run("B b, A? a", "$\"{b} {a}\"", "string.Join(\" \", T.Descriptor.Services)"));

    private static string Run(string parameters, string shown, string result = "((P)(object)T.Create(new Services(), new InputValues(new Dictionary<string, string>()))).Show()") =>
        Compiler.Generate(RunningPipeline.World, $$"""
            using Dataflow.Pipelines;
            using Dataflow.Pipelines.Graph;
            using Dataflow.Pipelines.Hosting;

            public sealed class A;
            public sealed class B;
            public sealed class C;
            [Record] public readonly partial record struct Raw(int Id);

            [Pipeline("p")] public sealed partial class P({{parameters}})
            {
                public string Show() => {{shown}};
                [Source] public Lines<Raw> In => new();
                [Rejected(nameof(In))] public partial Stream<DeadLetter> Bad { get; }
                [Sink(From = nameof(In))] public Lists<Raw> Out => new("out");
            }

            public sealed class Services : IServiceProvider
            {
                public object? GetService(Type type) =>
                    type == typeof(B) ? new B() : type == typeof(long) ? 7L : type == typeof(C) ? throw new InvalidOperationException("no D.") : null;
            }

            public static class Test
            {
                public static string Run() => Of<P>();

                private static string Of<T>() where T : class, IPipeline<T>
                {
                    try
                    {
                        return {{result}};
                    }
                    catch (ServiceException fault)
                    {
                        return fault.Message;
                    }
                }
            }
            """).Run();
}
