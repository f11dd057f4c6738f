using System.Text;
using Dataflow.Pipelines.Inputs;

namespace Dataflow.Pipelines.Control.Approvals.Links;

/// <summary>Finds the key that signs links. It is never shown.</summary>
internal static class LinkKey
{
    /// <summary>The environment variable.</summary>
    public const string Variable = "DATAFLOW_LINK_KEY";

    // The length of the signature: a shorter key is what an attacker would guess instead.
    private const int Shortest = 32;

    /// <summary>The key: of the file, else of the environment.</summary>
    /// <param name="file">Path of a file; null: the environment.</param>
    /// <param name="variable">The value of <see cref="Variable"/>; null where it is not set.</param>
    /// <exception cref="ServiceException">There is none, or it is too short.</exception>
    public static byte[] Find(string? file, string? variable)
    {
        var (source, key) = file is not null ? ($"the file '{file}'", Read(file))
            : variable is { Length: > 0 } ? (Variable, Encoding.UTF8.GetBytes(variable.Trim()))
            : throw new ServiceException($"Links of approvals need a key, and there is none: set {Variable} to a random text of at least {Shortest} bytes, or ApprovalLinkOptions.KeyFile to a file with one. All instances of a pipeline have the same key.");
        return key.Length >= Shortest ? key
            : throw new ServiceException($"The key for links of approvals in {source} has {key.Length} bytes: use a random one of at least {Shortest}, for example 44 characters of base64.");
    }

    private static byte[] Read(string file)
    {
        try
        {
            return File.ReadAllBytes(file).AsSpan().TrimEnd("\r\n"u8).ToArray();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ServiceException($"The file '{file}' with the key for links of approvals cannot be read: {fault.Message}", fault);
        }
    }
}
