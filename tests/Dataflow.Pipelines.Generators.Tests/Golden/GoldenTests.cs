using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Dataflow.Pipelines.Generators.Tests.Support;

namespace Dataflow.Pipelines.Generators.Tests.Golden;

/// <summary>
/// Compares all generated code of two pipelines with the committed files, so that each change of generated code is reviewed. With
/// <c>DATAFLOW_UPDATE_GOLDEN=1</c> in the environment the test rewrites them.
/// </summary>
public sealed class GoldenTests
{
    private const string Update = "DATAFLOW_UPDATE_GOLDEN";

    // A source, a map with rejects, a filter, a keyed window and sinks.
    private const string Source = """
        using Connectors;
        using Dataflow.Pipelines;

        namespace Shop;

        public enum Channel { Web, MobileApp }

        [Record] public readonly partial record struct RawOrder(string OrderId, [JsonPath("customer.id")] string CustomerId, DateTimeOffset At, decimal? Price = null, Channel Channel = Channel.Web);
        [Record] public readonly partial record struct Order(string CustomerId, decimal Price, Channel Channel);
        [Record] public readonly partial record struct Revenue([WindowKey] string CustomerId, [WindowStart] DateTimeOffset From, [Count] long Orders, [Sum(nameof(Order.Price))] decimal Total);

        [Pipeline("shop_revenue", Version = "2.0.0")]
        public sealed partial class ShopRevenue
        {
            [Input("Kafka address")] public required string Kafka { get; init; }
            [Input("Length of a window")] public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(5);

            [Source, Watermark(nameof(RawOrder.At), MaxOutOfOrderness = "10s")]
            public KafkaSource<RawOrder> Orders => new(Kafka, "orders");

            [Operator(From = nameof(Orders))]
            public static OrReject<Order> Validate(in RawOrder o) =>
                o.Price is { } price ? new Order(o.CustomerId, price, o.Channel) : Reject.Because("price is missing");

            [Operator(From = nameof(Validate))]
            public static bool IsPaid(in Order o) => o.Price > 0;

            [Window(From = nameof(IsPaid), Tumbling = "{{ pipeline.input.window }}"), KeyBy(nameof(Order.CustomerId))]
            public partial Stream<Revenue> Revenues { get; }

            [Late(From = nameof(Revenues))] public partial Stream<Order> LateOrders { get; }
            [Rejected(nameof(Orders), nameof(Validate))] public partial Stream<DeadLetter> Invalid { get; }

            [Sink(From = nameof(Revenues))] public ParquetSink<Revenue> Table => new("revenue");
            [Sink(From = nameof(LateOrders))] public ParquetSink<Order> Late => new("late");
            [Sink(From = nameof(Invalid))] public ParquetSink<DeadLetter> DeadLetters => new("invalid");
        }
        """;

    [Theory]
    [InlineData("ShopRevenue")]
    [InlineData("NightlyFeatures")]
    public void Generated_code_equals_the_reviewed_file(string name)
    {
        var actual = Generate(name == "ShopRevenue" ? Source : NightlySource.Text);
        var path = GoldenPath(name);
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.WriteAllText(path, actual);
        }

        Assert.True(File.Exists(path), $"'{path}' does not exist: run this test with {Update}=1 and review the file");
        Compare(File.ReadAllText(path).ReplaceLineEndings("\n"), actual, path);
    }

    [Fact]
    public void A_difference_is_reported_by_its_first_line()
    {
        var fault = Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Compare("a\nb\nc\n", "a\nB\nC\n", "golden.txt"));
        Assert.Equal($"line 2 of 'golden.txt' is\n  b\nand the generator writes\n  B\nIf the change is intended, run this test with {Update}=1 and review the difference.", fault.Message);
        Assert.Contains("line 4 of", Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Compare("a\nb\nc\n", "a\nb\nc\nd\n", "golden.txt")).Message, StringComparison.Ordinal);
    }

    private static void Compare(string expected, string actual, string path)
    {
        if (expected == actual)
        {
            return;
        }

        var (left, right) = (expected.Split('\n'), actual.Split('\n'));
        var line = 0;
        while (line < left.Length && line < right.Length && left[line] == right[line])
        {
            line++;
        }

        Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"line {line + 1} of '{path}' is\n  {Line(left, line)}\nand the generator writes\n  {Line(right, line)}\nIf the change is intended, run this test with {Update}=1 and review the difference."));
    }

    private static string Line(string[] lines, int index) => index < lines.Length ? lines[index] : "(the end)";

    private static string Generate(string source)
    {
        var generation = Compiler.Generate(source, Sources.Connectors).Compiles();
        var text = new StringBuilder();
        foreach (var file in generation.Result.Results.Single().GeneratedSources.OrderBy(file => file.HintName, StringComparer.Ordinal))
        {
            text.Append("//// ").Append(file.HintName).Append('\n').Append(file.SourceText).Append('\n');
        }

        return text.ToString();
    }

    // Not '.cs': the file is only compared, and is not part of this project.
    private static string GoldenPath(string name, [CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, name + ".txt");
}
