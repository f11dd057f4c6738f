using System.CommandLine;
using Dataflow.Pipelines.Syntax;

namespace Dataflow.Pipelines.Hosting;

/// <summary>The error of a command line, in one line.</summary>
internal static class UsageError
{
    /// <summary>The error of a parsed command line, or <see langword="null"/>.</summary>
    public static string? Of(ParseResult parsed, RootCommand root)
    {
        // An unknown name first: the tokens after it are misread because of it.
        if (parsed.UnmatchedTokens is [var unknown, ..])
        {
            return OfUnknown(unknown, parsed.CommandResult.Command, root);
        }

        return parsed.Errors is [var error, ..] ? $"{error.Message} See --help." : null;
    }

    private static string OfUnknown(string token, Command command, RootCommand root)
    {
        if (token.StartsWith('-'))
        {
            var name = token.Split('=', ':')[0];
            var verb = command is RootCommand ? "run" : command.Name;
            var known = OptionsOf(command, root).ToArray();
            var other = root.Subcommands.FirstOrDefault(c => c != command && OptionsOf(c, root).Contains(name));
            return $"'{name}' is no option of {verb}. " + (
                other is not null ? $"It is one of {other.Name}."
                : NearestName.Find(name, known) is { } nearest ? $"Did you mean '{nearest}'?"
                : "See --help.");
        }

        if (command is not RootCommand)
        {
            return $"'{token}' is no argument of {command.Name}, which takes options only. See --help.";
        }

        var verbs = root.Subcommands.Select(static c => c.Name).ToArray();
        return $"'{token}' is no verb. " + (
            NearestName.Find(token, verbs) is { } meant ? $"Did you mean '{meant}'?" : $"The verbs are {string.Join(", ", verbs.Order(StringComparer.Ordinal))}.");
    }

    private static IEnumerable<string> OptionsOf(Command command, RootCommand root) =>
        command.Options.Concat(root.Options.Where(static o => o.Recursive)).SelectMany(static o => o.Aliases.Prepend(o.Name)).Distinct();
}
