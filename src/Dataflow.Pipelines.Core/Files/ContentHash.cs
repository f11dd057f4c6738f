using System.Buffers;
using System.IO.Hashing;
using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.Files;

/// <summary>Detects whether a file was changed after it was written, by XXH128: reliable against damage, no protection against intent.</summary>
internal static class ContentHash
{
    private const int BufferSize = 1 << 18;

    /// <summary>32 hexadecimal digits.</summary>
    public static string Of(IFileStore files, string path)
    {
        var hash = new XxHash128();
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            using var content = files.OpenRead(path);
            while (content.Read(buffer) is var read && read > 0)
            {
                hash.Append(buffer.AsSpan(0, read));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return hash.GetCurrentHashAsUInt128().ToString("x32", System.Globalization.CultureInfo.InvariantCulture);
    }
}
