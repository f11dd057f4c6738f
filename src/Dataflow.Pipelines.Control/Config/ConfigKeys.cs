using Dataflow.Pipelines.Inputs;

namespace Dataflow.Pipelines.Control.Config;

/// <summary>The keys for stored inputs that a program has: the first encrypts, all decrypt. Immutable.</summary>
internal sealed class ConfigKeys
{
    /// <summary>The environment variable with keys.</summary>
    public const string Variable = "DATAFLOW_CONFIG_KEY";

    /// <summary>The environment variable with the path of a file with keys.</summary>
    public const string FileVariable = "DATAFLOW_CONFIG_KEY_FILE";

    /// <summary>The option with the path of a file with keys.</summary>
    public const string FileOption = "--config-key-file";

    /// <summary>What to do where there is no key.</summary>
    public const string HowToGive =
        $"give a file with keys by {FileOption} or {FileVariable}, or keys in {Variable}; one key of 32 bytes in base64 a line, and 'config new-key FILE' makes one";

    private readonly IReadOnlyList<ConfigKey> _keys;

    private ConfigKeys(IReadOnlyList<ConfigKey> keys) => _keys = keys;

    /// <summary>No key.</summary>
    public static ConfigKeys None { get; } = new([]);

    /// <summary>The key that encrypts; null without keys.</summary>
    public ConfigKey? First => _keys.Count > 0 ? _keys[0] : null;

    /// <summary>The ids of the keys, for messages.</summary>
    public string Ids => string.Join(", ", _keys.Select(static key => key.Id));

    /// <summary>The key with an id; null where the program does not have it.</summary>
    public ConfigKey? Find(string id) => _keys.FirstOrDefault(key => key.Id == id);

    /// <summary>The keys of the file of the option, else of the file of the environment, else of the environment.</summary>
    /// <param name="file">Path of the file of the option; null without one.</param>
    /// <param name="environment">Reads an environment variable.</param>
    /// <exception cref="ServiceException">The file cannot be read, or what is given is no key.</exception>
    public static ConfigKeys Find(string? file, Func<string, string?> environment)
    {
        if (file is null && environment(FileVariable) is { Length: > 0 } named)
        {
            file = named;
        }

        return file is not null ? Parse(Read(file), $"the file '{file}'")
            : environment(Variable) is { Length: > 0 } keys ? Parse(keys, Variable)
            : None;
    }

    /// <summary>Reads keys, one a line; empty lines, and lines that begin with <c>#</c>, are comments.</summary>
    /// <param name="text">The lines.</param>
    /// <param name="source">Where they are from, for errors.</param>
    /// <exception cref="ServiceException">A line is no key, or there is none.</exception>
    public static ConfigKeys Parse(string text, string source)
    {
        var keys = new List<ConfigKey>();
        var lines = text.Split('\n', StringSplitOptions.TrimEntries);
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length == 0 || lines[i][0] == '#')
            {
                continue;
            }

            // The text is not shown: it may be a key with one character too many.
            var bytes = new byte[lines[i].Length];
            var problem = !Convert.TryFromBase64String(lines[i], bytes, out var count) ? "it is not base64" : count != ConfigKey.Length ? $"it has {count} bytes" : null;
            if (problem is not null)
            {
                throw new ServiceException($"Line {i + 1} of {source} is no key for stored inputs: {problem}. A key is {ConfigKey.Length} random bytes in base64; 'config new-key FILE' makes one.");
            }

            keys.Add(new ConfigKey(bytes[..count]));
        }

        return keys.Count > 0 ? new ConfigKeys(keys)
            : throw new ServiceException($"There is no key for stored inputs in {source}: write one key of {ConfigKey.Length} random bytes in base64 a line; 'config new-key FILE' makes one.");
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ServiceException($"The file '{file}' with the keys for stored inputs cannot be read: {fault.Message}", fault);
        }
    }
}
