using Dataflow.Pipelines.Generators.Tests.Support;

namespace Dataflow.Pipelines.Generators.Tests.Diagnostics;

/// <summary>A constructor takes services; a value without a default is an input.</summary>
public sealed class ServiceTests
{
    private const string Nodes = """
        {
            [Source] public KafkaSource<Raw> Events => new("a", "b");
            [Rejected(nameof(Events))] public partial Stream<DeadLetter> Broken { get; }
            [Sink(From = nameof(Events))] public ParquetSink<Raw> Lake => new("c");
            public object? Kept => kept;

        """;

    [Theory]
    [InlineData("string")]
    [InlineData("string?")]
    [InlineData("int")]
    [InlineData("int?")]
    [InlineData("byte")]
    [InlineData("ulong")]
    [InlineData("float")]
    [InlineData("double")]
    [InlineData("decimal")]
    [InlineData("bool")]
    [InlineData("bool?")]
    [InlineData("char")]
    [InlineData("DayOfWeek")]
    [InlineData("DayOfWeek?")]
    [InlineData("AttributeTargets")]
    [InlineData("Guid")]
    [InlineData("TimeSpan")]
    [InlineData("TimeSpan?")]
    [InlineData("DateTime")]
    [InlineData("DateTimeOffset")]
    [InlineData("DateOnly")]
    [InlineData("TimeOnly")]
    [InlineData("Uri")]
    public Task A_value(string type) => Expect.InSourceAsync(
        "DFP2022",
        $"[Pipeline(\"p\")] public sealed partial class P(IServiceProvider kept, {type} ⟦topic⟧)\n{Nodes} public object? Topic => topic; }}",
        $"Parameter 'topic' of the constructor is a '{type}', a value and no service: make it an [Input], or give the parameter a default value");

    [Fact]
    public Task A_value_of_a_constructor_that_is_no_primary_one() => Expect.InSourceAsync(
        "DFP2022",
        $"[Pipeline(\"p\")] public sealed partial class P\n{Nodes.Replace("=> kept;", "{ get; }", StringComparison.Ordinal)} public P() {{ }} public P(IServiceProvider services, int ⟦limit⟧) => Kept = (services, limit); }}",
        "Parameter 'limit' of the constructor is a 'int', a value and no service: make it an [Input], or give the parameter a default value");

    [Theory]
    [InlineData("IServiceProvider kept")]
    [InlineData("IServiceProvider? kept")]
    [InlineData("IEnumerable<string> kept")]
    [InlineData("string[] kept")]
    [InlineData("Func<string> kept")]
    [InlineData("int kept = 3")]
    [InlineData("[Microsoft.Extensions.DependencyInjection.FromKeyedServices(\"topic\")] string kept")]
    [InlineData("string kept = \"a\"")]
    [InlineData("string? kept = null")]
    [InlineData("TimeSpan kept = default")]
    [InlineData("DayOfWeek? kept = DayOfWeek.Monday")]
    public Task A_service_or_a_value_with_a_default(string parameter) =>
        Expect.NothingInSourceAsync($"[Pipeline(\"p\")] public sealed partial class P({parameter})\n{Nodes} }}");
}
