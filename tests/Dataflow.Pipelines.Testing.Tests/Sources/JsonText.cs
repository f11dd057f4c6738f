using System.Buffers;

namespace Dataflow.Pipelines.Testing.Tests.Sources;

internal static class JsonText
{
    public static byte[] Of(Entry entry)
    {
        var format = default(JsonFormat<Entry>);
        var output = new ArrayBufferWriter<byte>();
        format.Write(in entry, output);
        return output.WrittenSpan.ToArray();
    }
}
