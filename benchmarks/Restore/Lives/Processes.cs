using System.Diagnostics;
using System.Globalization;

namespace Restore.Lives;

/// <summary>Starts this executable once more.</summary>
internal static class Processes
{
    /// <summary>Runs it to its end.</summary>
    /// <returns>Its output.</returns>
    /// <exception cref="InvalidDataException">It ended with another code than 0.</exception>
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
                : throw new InvalidDataException($"the process that was to {what} at {lanes} lanes ended with {process.ExitCode}: {(await errors).Trim()}");
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
