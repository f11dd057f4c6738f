using Spectre.Console;

namespace StreamingDataCleaning.Demo;

/// <summary>
/// Shows the progress of the demo: on a terminal a table that is updated in place, else (redirected output, <c>TERM=dumb</c>) a line every few seconds.
/// </summary>
internal sealed class Progress(bool isSilent, TimeProvider time)
{
    private static readonly TimeSpan LinePeriod = TimeSpan.FromSeconds(5);
    private readonly IAnsiConsole _console = TerminalOrPlain();
    private long? _lastLine;
    private LiveDisplayContext? _live;

    /// <summary>Prints a line; above the table if one is shown.</summary>
    public void Say(string text)
    {
        if (isSilent)
        {
            return;
        }

        if (_live is null)
        {
            Console.Out.WriteLine(text);
        }
        else
        {
            _console.WriteLine(text);
        }
    }

    /// <summary>
    /// Runs the part of the demo that calls <see cref="Show"/>. The last frame remains on the screen, and the cursor becomes visible again, even if that part fails.
    /// </summary>
    /// <param name="first">The first frame.</param>
    /// <param name="part">The part of the demo.</param>
    public async Task<T> DuringAsync<T>(Frame first, Func<Task<T>> part)
    {
        if (isSilent || Console.IsOutputRedirected || !_console.Profile.Capabilities.Ansi)
        {
            return await part();
        }

        return await _console.Live(FrameText.Table(first)).StartAsync(async context =>
        {
            _live = context;
            try
            {
                return await part();
            }
            finally
            {
                _live = null;
            }
        });
    }

    /// <summary>Shows a frame: immediately on a terminal, otherwise only if the last line is old enough.</summary>
    public void Show(Frame frame)
    {
        if (_live is { } live)
        {
            live.UpdateTarget(FrameText.Table(frame));
        }
        else if (_lastLine is not { } last || time.GetElapsedTime(last) >= LinePeriod)
        {
            _lastLine = time.GetTimestamp();
            Say(FrameText.Line(frame));
        }
    }

    // The stream and TERM determine whether it is a terminal; variables of CI systems are ignored for this. Spectre.Console reads NO_COLOR.
    private static IAnsiConsole TerminalOrPlain() => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Interactive = InteractionSupport.Yes,
        Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
    });
}
