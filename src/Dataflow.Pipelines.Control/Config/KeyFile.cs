using System.Security.Cryptography;
using Dataflow.Pipelines.Inputs;

namespace Dataflow.Pipelines.Control.Config;

/// <summary>Makes keys for stored inputs in a file that only its owner reads.</summary>
internal static class KeyFile
{
    /// <summary>Makes a key and writes it as the first line; a file that exists keeps its keys behind it.</summary>
    /// <param name="path">Path of the file.</param>
    /// <returns>The id of the new key.</returns>
    /// <exception cref="InputException">The file cannot be read or written, or has a line that is no key.</exception>
    public static string AddKey(string path)
    {
        try
        {
            var before = File.Exists(path) ? File.ReadAllText(path) : "";
            if (before.Trim().Length > 0)
            {
                ConfigKeys.Parse(before, $"the file '{path}'");
            }

            var key = RandomNumberGenerator.GetBytes(ConfigKey.Length);
            Write(path, Convert.ToBase64String(key) + "\n" + before);
            return new ConfigKey(key).Id;
        }
        catch (ServiceException fault)
        {
            throw new InputException(fault.Message + " The file was not changed.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"The key cannot be written to '{path}': {fault.Message}");
        }
    }

    // A program that reads the file meanwhile finds the old or the new one.
    private static void Write(string path, string text)
    {
        var temporary = path + ".new";

        // Of a program that was killed. The new one is created, not opened: with the permissions below.
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(temporary, options))
        {
            using var writer = new StreamWriter(file);
            writer.Write(text);
            writer.Flush();
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
