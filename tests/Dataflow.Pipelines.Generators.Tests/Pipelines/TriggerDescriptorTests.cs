using System.Reflection;
using Dataflow.Pipelines.Generators.Tests.Support;
using Dataflow.Pipelines.Graph;
using Dataflow.Pipelines.Time;

namespace Dataflow.Pipelines.Generators.Tests.Pipelines;

/// <summary>
/// The arguments of trigger and health attributes are in the descriptor of the generated pipeline. Attributes and properties are found by reflection:
/// a new one that the generator does not pass on fails here.
/// </summary>
public sealed class TriggerDescriptorTests
{
    private static readonly Type[] Attributes =
    [
        .. typeof(StartWhenAttribute).Assembly.GetExportedTypes()
            .Where(static type => type.IsSubclassOf(typeof(Attribute)) && (type.GetProperty(nameof(StartWhenAttribute.Trigger)) is not null || type.Name.Contains("Health", StringComparison.Ordinal)))
            .OrderBy(static type => type.Name, StringComparer.Ordinal),
    ];

    [Fact]
    public void The_attributes_are_those_of_the_language() => Assert.Equal(
        ["AlertWhen", "HealthCheck", "RestartWhen", "RetryWhen", "SkipWhen", "StartWhen", "StopWhen"],
        Attributes.Select(NameOf));

    [Fact]
    public void Every_property_of_every_attribute_is_read_back_from_the_descriptor()
    {
        var cases = Attributes.SelectMany(Cases).Select(static (one, index) => one with { Node = $"sink{index}" }).ToList();
        var nodes = Describe(string.Join("\n", cases.Select(static one => $"[Sink(From = nameof(In)), {one.Code}] public Lists<Raw> {one.Node} => new(\"{one.Node}\");"))).Nodes;
        foreach (var one in cases)
        {
            var node = Assert.Single(nodes, node => node.Id == one.Node);
            object found = one.Attribute.GetType() == typeof(HealthCheckAttribute) ? Assert.IsType<HealthDescriptor>(node.Health) : Assert.Single(node.Triggers);
            if (found is TriggerDescriptor trigger)
            {
                Assert.Equal(NameOf(one.Attribute.GetType()), trigger.Kind);
                Assert.Null(node.Health);
            }

            foreach (var property in PropertiesOf(one.Attribute.GetType()))
            {
                Assert.True(
                    Equals(Expected(property, one.Attribute), Value(found, property.Name)),
                    $"{property.Name} of [{one.Code}] is {Value(found, property.Name) ?? "null"} in {found}, expected {Expected(property, one.Attribute) ?? "null"}");
            }
        }
    }

    [Fact]
    public void Each_kind_of_node_has_all_its_triggers_in_the_order_of_their_kinds()
    {
        const string All = """StopWhen("cron:@startup && pipeline.input.region == 'eu'"), AlertWhen("cron:@startup"), StartWhen("cron:@startup", Mode = StartMode.Repeat), SkipWhen("cron:@startup"), RestartWhen("cron:@startup"), RetryWhen("attempts < 3")""";
        var descriptor = Describe($$"""
            [Input("Where")] public string Region { get; init; } = "eu";
            [Source, Watermark(nameof(Raw.At)), {{All}}, HealthCheck(Interval = "2m")] public Lines<Raw> Second => new();
            [Rejected(nameof(Second)), {{All}}] public partial Stream<DeadLetter> Refused { get; }
            [Union(nameof(Second), nameof(In)), {{All}}] public partial Stream<Raw> Both { get; }
            [Operator(From = nameof(Both)), {{All}}] public static bool Keep(in Raw r) => r.Id > 0;
            [Deduplicate(From = nameof(Keep), Within = "5m"), KeyBy(nameof(Raw.Key)), {{All}}] public partial Stream<Raw> Once { get; }
            [Window(From = nameof(Once), Tumbling = "5m"), KeyBy(nameof(Raw.Key)), {{All}}] public partial Stream<Total> Totals { get; }
            [Late(From = nameof(Totals)), {{All}}] public partial Stream<Raw> TooLate { get; }
            [Join(Left = nameof(Keep), Right = nameof(In), LeftKey = nameof(Raw.Key), RightKey = nameof(Raw.Key), Within = "1m"), {{All}}] public static Raw? Pair(in Raw l, in Raw r) => l;
            [Sink(From = nameof(Totals)), {{All}}, HealthCheck] public Lists<Total> Out => new("out");
            [Sink(From = nameof(Pair)), {{All}}] public Lists<Raw> Pairs => new("pairs");
            """);
        var members = new[] { "Second", "Refused", "Both", "Keep", "Once", "Totals", "TooLate", "Pair", "Out", "Pairs" };
        Assert.Equal(members.Order(), descriptor.Nodes.Where(static node => node.Triggers.Count > 0).Select(static node => node.Member).Order());
        Assert.All(descriptor.Nodes.Where(static node => node.Triggers.Count > 0), static node => Assert.Equal(
            ["StartWhen", "StopWhen", "RestartWhen", "RetryWhen", "SkipWhen", "AlertWhen"], node.Triggers.Select(static trigger => trigger.Kind)));
        Assert.Equal(
            [("Out", new HealthDescriptor(TimeSpan.FromSeconds(30), null)), ("Second", new HealthDescriptor(TimeSpan.FromMinutes(2), null))],
            descriptor.Nodes.Where(static node => node.Health is not null).Select(static node => (node.Member, node.Health!)).OrderBy(static pair => pair.Member, StringComparer.Ordinal));
        Assert.Equal(["model.updated"], descriptor.ExternalEvents);
    }

    // One case without optional values, and one for each value of each optional property.
    private static IEnumerable<Case> Cases(Type attribute)
    {
        var isTrigger = attribute.GetProperty(nameof(StartWhenAttribute.Trigger)) is not null;
        var text = attribute == typeof(RetryWhenAttribute) ? "attempts < 3" : "event:model.updated && {{ in.health == 'healthy' }}";
        Attribute Make() => (Attribute)Activator.CreateInstance(attribute, isTrigger ? [text] : [])!;
        string Code(string more) => $"{NameOf(attribute)}({string.Join(", ", new[] { isTrigger ? Literal(text) : "", more }.Where(static part => part.Length > 0))})";
        yield return new Case("", Code(""), Make());
        foreach (var property in PropertiesOf(attribute).Where(static property => property.SetMethod is not null))
        {
            foreach (var (value, code) in Values(property))
            {
                var made = Make();
                property.SetValue(made, value);
                yield return new Case("", Code($"{property.Name} = {code}"), made);
            }
        }
    }

    private static IEnumerable<(object Value, string Code)> Values(PropertyInfo property) =>
        property.PropertyType.IsEnum ? Enum.GetValues(property.PropertyType).Cast<object>().Select(value => (value, $"{property.PropertyType.Name}.{value}"))
        : property.PropertyType == typeof(int) ? [(7, "7")]
        : property.PropertyType == typeof(bool) ? [(true, "true")]
        : property.Name == nameof(HealthCheckAttribute.Endpoint) ? [("https://kafka:8080/health?of=\"é\"", Literal("https://kafka:8080/health?of=\"é\""))]
        : new[] { IsDuration(property) ? "250ms" : "a \"quoted\" \\ text\twith é and {{ attempts }}" }.Select(static text => ((object)text, Literal(text)));

    private static PropertyInfo[] PropertiesOf(Type attribute) => attribute.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);

    // A duration is a TimeSpan in the descriptor.
    private static object? Expected(PropertyInfo property, Attribute attribute) =>
        property.GetValue(attribute) is string text && IsDuration(property) && Duration.TryParse(text, out var interval) ? interval : property.GetValue(attribute);

    private static bool IsDuration(PropertyInfo property) => property.Name is nameof(HealthCheckAttribute.Interval) or nameof(AlertWhenAttribute.RepeatEvery);

    private static object? Value(object descriptor, string property)
    {
        var name = property == nameof(StartWhenAttribute.Trigger) ? nameof(TriggerDescriptor.Text) : property;
        var found = descriptor.GetType().GetProperty(name);
        Assert.True(found is not null, $"{descriptor.GetType().Name} has no {name}: add it, and have the generator write it.");
        return found.GetValue(descriptor);
    }

    private static string NameOf(Type attribute) => attribute.Name[..^"Attribute".Length];

    private static string Literal(string text) => "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal) + "\"";

    private static PipelineDescriptor Describe(string members) => Compiler.Generate(RunningPipeline.World, $$"""
        using Dataflow.Pipelines;
        using Dataflow.Pipelines.Graph;
        using Dataflow.Pipelines.Hosting;

        [Record] public readonly partial record struct Raw(int Id, string Key, DateTimeOffset At);
        [Record] public readonly partial record struct Total([WindowKey] string Key, [Count] long Count);

        [Pipeline("p"), ExternalEvent("model.updated")] public sealed partial class P
        {
            [Source, Watermark(nameof(Raw.At))] public Lines<Raw> In => new();
            [Rejected(nameof(In))] public partial Stream<DeadLetter> Bad { get; }
            {{members}}
        }

        public static class Test
        {
            public static PipelineDescriptor Run() => Of<P>();

            private static PipelineDescriptor Of<T>() where T : class, IPipeline<T> => T.Descriptor;
        }
        """).Load<Func<PipelineDescriptor>>()();

    private sealed record Case(string Node, string Code, Attribute Attribute);
}
