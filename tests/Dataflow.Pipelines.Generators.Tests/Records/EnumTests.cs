using Dataflow.Pipelines.Generators.Tests.Support;

namespace Dataflow.Pipelines.Generators.Tests.Records;

/// <summary>Enumerations as text: every name of a value is read, the first is written.</summary>
public sealed class EnumTests
{
    private const string Run = """
        using Dataflow.Pipelines;

        public static class Test
        {
            public static string Run() => string.Join("\n", new[] { "none", "unknown", "half_open", "other", "None" }.Select(Read));

            private static string Read(string text)
            {
                if (!R.TryReadJson(System.Text.Encoding.UTF8.GetBytes("{\"mode\":\"" + text + "\"}"), new JsonDecoder(), out var record, out var reason))
                {
                    return reason!;
                }

                var buffer = new System.Buffers.ArrayBufferWriter<byte>();
                using (var writer = new System.Text.Json.Utf8JsonWriter(buffer))
                {
                    R.WriteJson(writer, in record);
                }

                return (int)record.Mode + System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
            }
        }
        """;

    [Fact]
    public void Both_names_of_a_value_are_read_and_the_first_is_written() =>
        Assert.Equal(
            """
            0{"mode":"none"}
            0{"mode":"none"}
            1{"mode":"half_open"}
            mode is none of none, unknown, half_open: "other"
            mode is none of none, unknown, half_open: "None"
            """,
            Compiler.Generate(Run, "using Dataflow.Pipelines; public enum Mode { None = 0, Unknown = 0, HalfOpen = 1 } [Record] public readonly partial record struct R(Mode Mode);").Run());

    [Fact]
    public void An_obsolete_alias_is_read_without_a_warning() =>
        Assert.Equal(
            """
            0{"mode":"unknown"}
            0{"mode":"unknown"}
            1{"mode":"half_open"}
            mode is none of unknown, none, half_open: "other"
            mode is none of unknown, none, half_open: "None"
            """,
            Compiler.Generate(Run, "using Dataflow.Pipelines; public enum Mode { Unknown = 0, [Obsolete(\"use Unknown\")] None = 0, HalfOpen = 1 } [Record] public readonly partial record struct R(Mode Mode);").Run());
}
