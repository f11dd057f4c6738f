using Dataflow.Pipelines.Generators.Tests.Support;

namespace Dataflow.Pipelines.Generators.Tests.Pipelines;

/// <summary>The arguments that the constructor of a pipeline receives, for registered and missing services.</summary>
public sealed class ServiceTests
{
    [Fact]
    public void A_default_value_is_used_if_no_service_is_registered() => Assert.Equal(
        "B a\"b 3 2.5 Monday  00:00:00 none none 7",
        Run(
            "B b, string text = \"a\\\"b\", int? number = 3, decimal price = 2.5m, DayOfWeek day = DayOfWeek.Monday, DayOfWeek? other = null, TimeSpan span = default, "
            + "A? absent = null, IComparable<A>? unknown = null, long set = 1",
            "$\"{b} {text} {number} {price} {day} {other} {span} {absent?.ToString() ?? \"none\"} {unknown?.ToString() ?? \"none\"} {set}\""));

    [Fact]
    public void A_nullable_service_may_be_absent() => Assert.Equal("none B", Run("A? a, B? b", "$\"{a?.ToString() ?? \"none\"} {b}\""));

    [Fact]
    public void A_default_of_null_is_passed_on_if_the_type_does_not_allow_it() => Assert.Equal("none", Run("A a = null!", "a is null ? \"none\" : \"some\""));

    [Fact]
    public void The_error_for_a_missing_required_service_names_pipeline_parameter_and_remedy() => Assert.Equal(
        "Pipeline 'p' needs a service 'A' for the parameter 'a' of its constructor, and none is registered: register it in Program.ConfigureServices(IServiceCollection, "
        + "IConfiguration), or in the services of your own host.",
        Run("B b, A a", "$\"{a} {b}\""));

    [Fact]
    public void A_service_that_cannot_be_created_is_named_with_the_cause() => Assert.Equal(
        "Pipeline 'p' cannot get the service 'C' for the parameter 'c' of its constructor: InvalidOperationException: no D.",
        Run("C c", "$\"{c}\""));

    [Fact]
    public void The_descriptor_lists_the_parameters() => Assert.Equal(
        "ServiceParameter { Name = b, Type = B, IsRequired = True, Key =  } ServiceParameter { Name = a, Type = A, IsRequired = False, Key = k }",
        Run("B b, [FromKeyedServices(\"k\")] A? a", "$\"{b} {a}\"", "string.Join(\" \", T.Descriptor.Services)"));

    [Theory]
    [InlineData("\"k\"", "String k")]
    [InlineData("\"a\\\"b::c\"", "String a\"b::c")]
    [InlineData("1", "Int32 1")]
    [InlineData("1L", "Int64 1")]
    [InlineData("(byte)1", "Byte 1")]
    [InlineData("'c'", "Char c")]
    [InlineData("true", "Boolean True")]
    [InlineData("1.5f", "Single 1.5")]
    [InlineData("DayOfWeek.Monday", "DayOfWeek Monday")]
    [InlineData("typeof(Lists<>)", "RuntimeType Lists`1[T]")]
    [InlineData("typeof(B)", "RuntimeType B")]
    public void A_service_with_a_key_is_found_by_it(string key, string seen) =>
        Assert.Equal(seen, Run($"[FromKeyedServices({key})] K k, [FromKeyedServices({key})] K? other", "$\"{k.Key.GetType().Name} {(k.Key.Equals(other!.Key) ? k.Key : null)}\""));

    [Theory]
    [InlineData("[FromKeyedServices(null)]")]
    [InlineData("[FromKeyedServices]")]
    public void Without_a_key_it_is_found_by_its_type(string attribute) => Assert.Equal("B", Run(attribute + " B b", "$\"{b}\""));

    [Fact]
    public void A_value_with_a_key_is_a_service() =>
        Assert.Equal("t! 3 none", Run("[FromKeyedServices(\"t\")] string text, [FromKeyedServices(\"n\")] int number = 3, [FromKeyedServices(\"n\")] A? absent = null", "$\"{text} {number} {absent?.ToString() ?? \"none\"}\""));

    [Fact]
    public void A_missing_service_is_named_with_its_key() => Assert.Equal(
        "Pipeline 'p' needs a service 'B' with the key 'k' for the parameter 'b' of its constructor, and none is registered: register it in Program.ConfigureServices(IServiceCollection, "
        + "IConfiguration), or in the services of your own host.",
        Run("[FromKeyedServices(\"k\")] B b", "$\"{b}\""));

    [Theory]
    [InlineData("IComparable<A?>?")]
    [InlineData("IComparable<A?>? ", " = null")]
    [InlineData("IComparer<IComparable<A?>?>?")]
    [InlineData("IEnumerable<A?>?")]
    [InlineData("A?[]?")]
    [InlineData("A?[][]?")]
    [InlineData("Func<A?, B>?")]
    [InlineData("IDictionary<string, (A? First, B Second)>?")]
    [InlineData("List<int?>?")]
    [InlineData("IComparable<string?>?")]
    public void A_type_may_have_nullable_parts(string type, string suffix = "") =>
        Assert.Equal("none", Run($"[FromKeyedServices(\"none\")] {type} a{suffix}, {type} other = null", "$\"{a?.ToString() ?? \"none\"}\" + (other is null ? \"\" : \"?\")"));

    [Fact]
    public void A_required_type_may_have_nullable_parts() => Assert.StartsWith(
        "Pipeline 'p' needs a service 'System.IComparable`1[A]' for the parameter 'a' of its constructor",
        Run("IComparable<A?> a, IComparable<A> b", "$\"{a} {b}\""),
        StringComparison.Ordinal);

    private static string Run(string parameters, string shown, string result = "((P)(object)T.Create(new Services(), new InputValues(new Dictionary<string, string>()))).Show()") =>
        Compiler.Generate(RunningPipeline.World, $$"""
            using Dataflow.Pipelines;
            using Dataflow.Pipelines.CodeGeneration;
            using Dataflow.Pipelines.Graph;
            using Dataflow.Pipelines.Inputs;
            using Microsoft.Extensions.DependencyInjection;

            public sealed class A;
            public sealed class B;
            public sealed class C;
            public sealed record K(object Key);
            [Record] public readonly partial record struct Raw(int Id);

            [Pipeline("p")] public sealed partial class P({{parameters}})
            {
                [Input] public string Unused { get; init; } = "";
                public string Show() => {{shown}};
                [Source] public Lines<Raw> In => new();
                [Rejected(nameof(In))] public partial Stream<DeadLetter> Bad { get; }
                [Sink(From = nameof(In))] public Lists<Raw> Out => new("out");
            }

            public sealed class Services : IKeyedServiceProvider
            {
                public object? GetKeyedService(Type type, object? key) =>
                    type == typeof(K) ? new K(key!) : type == typeof(string) && key is "t" ? "t!" : null;

                public object GetRequiredKeyedService(Type type, object? key) => throw new NotSupportedException();

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
