using System.Diagnostics;
using System.Globalization;

namespace Restore.Lives;

/// <summary>Starts further processes of this executable.</summary>
internal static class Processes
{
    /// <summary>Runs a process to its end.</summary>
    /// <returns>Its output.</returns>
    /// <exception cref="InvalidDataException">The exit code is not 0.</exception>
    public static async Task<string> RunAsync(string what, string state, long keys, int lanes, CancellationToken stop)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["life", what, "--state", state, "--keys", Text(keys), "--lanes", Text(lanes)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(stop), process.StandardError.ReadToEndAsync(stop));
            await process.WaitForExitAsync(stop);
            return process.ExitCode == 0
                ? await output
                : throw new InvalidDataException($"the process for '{what}' with {lanes} lanes ended with exit code {process.ExitCode}: {(await errors).Trim()}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
