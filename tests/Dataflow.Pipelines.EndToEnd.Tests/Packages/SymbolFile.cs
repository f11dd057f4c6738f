using System.Collections.Immutable;
using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;

namespace Dataflow.Pipelines.EndToEnd.Tests.Packages;

/// <summary>Debug information of an assembly: which sources it was compiled from, and where a debugger finds them.</summary>
internal sealed class SymbolFile : IDisposable
{
    // Kinds of custom debug information: https://github.com/dotnet/runtime/blob/main/docs/design/specs/PortablePdb-Metadata.md
    private static readonly Guid SourceLinkKind = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");
    private static readonly Guid EmbeddedSourceKind = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    private readonly MetadataReaderProvider _provider;
    private readonly MetadataReader _reader;

    private SymbolFile(MetadataReaderProvider provider)
    {
        _provider = provider;
        _reader = provider.GetMetadataReader();
    }

    /// <summary>Equal to that of the assembly that the file belongs to.</summary>
    internal BlobContentId Id => new(_reader.DebugMetadataHeader!.Id);

    /// <summary>The JSON that maps sources to addresses; empty where there is none.</summary>
    internal string SourceLink =>
        Encoding.UTF8.GetString(Find(EntityHandle.ModuleDefinition, SourceLinkKind) is { } blob ? _reader.GetBlobBytes(blob) : []);

    /// <summary>Sources, by path.</summary>
    internal IEnumerable<string> Documents => _reader.Documents.Select(handle => _reader.GetString(_reader.GetDocument(handle).Name));

    /// <summary>Sources that are in the file itself, with their text.</summary>
    internal IEnumerable<(string Path, string Text)> Embedded
    {
        get
        {
            foreach (var handle in _reader.Documents)
            {
                if (Find(handle, EmbeddedSourceKind) is { } blob)
                {
                    yield return (_reader.GetString(_reader.GetDocument(handle).Name), Unpack(_reader.GetBlobBytes(blob)));
                }
            }
        }
    }

    internal static SymbolFile Of(byte[] pdb) => new(MetadataReaderProvider.FromPortablePdbImage(ImmutableArray.Create(pdb)));

    /// <summary>The debug information inside an assembly; <see langword="null"/> where it has none.</summary>
    internal static SymbolFile? Inside(PEReader assembly) =>
        assembly.ReadDebugDirectory().Where(static entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb)
            .Select(entry => new SymbolFile(assembly.ReadEmbeddedPortablePdbDebugDirectoryData(entry))).SingleOrDefault();

    private BlobHandle? Find(EntityHandle parent, Guid kind)
    {
        foreach (var handle in _reader.GetCustomDebugInformation(parent))
        {
            var information = _reader.GetCustomDebugInformation(handle);
            if (_reader.GetGuid(information.Kind) == kind)
            {
                return information.Value;
            }
        }

        return null;
    }

    // Four bytes with the length of the text, 0 where it is not compressed; then the text.
    private static string Unpack(byte[] blob)
    {
        if (BitConverter.ToInt32(blob) == 0)
        {
            return Encoding.UTF8.GetString(blob.AsSpan(sizeof(int)));
        }

        using var reader = new StreamReader(new DeflateStream(new MemoryStream(blob, sizeof(int), blob.Length - sizeof(int)), CompressionMode.Decompress), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    public void Dispose() => _provider.Dispose();
}
