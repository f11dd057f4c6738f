using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Writing;

/// <summary>
/// Emitters write <c>flow::CodeGeneration.JobBuilder</c>. Where no type visible in the user's code has a name of ours, that becomes
/// <c>JobBuilder</c> with a using directive; otherwise it becomes the full name with <c>global::</c>, which nothing can hide.
/// </summary>
internal static class TypeAliases
{
    private static readonly Regex Alias = new(
        @"(?<![\w.:])(?:(?<root>flow)::(?<sub>(?:CodeGeneration|Connectors|Control|Graph|Hosting|Inputs|State)\.)?|(?<root>sys)::(?<sub>(?:Collections\.Generic|Diagnostics\.CodeAnalysis|IO|Threading\.Tasks|Threading)\.)?|(?<root>json)::)(?<name>\w+)",
        RegexOptions.CultureInvariant);

    public static string Resolve(string code, bool hasClashes)
    {
        // System: for the extension methods of spans.
        var namespaces = new HashSet<string>(StringComparer.Ordinal) { "System" };
        var body = Alias.Replace(code, match =>
        {
            var (sub, name) = (match.Groups["sub"].Value, match.Groups["name"].Value);
            var root = Root(match.Groups["root"].Value);
            if (hasClashes || !ClashParser.IsWritten(name))
            {
                return "global::" + root + "." + sub + name;
            }

            namespaces.Add(root + (sub.Length == 0 ? "" : "." + sub.TrimEnd('.')));
            return name;
        });
        var head = new StringBuilder("\n");
        foreach (var ns in namespaces.OrderBy(ns => !ns.StartsWith("System", StringComparison.Ordinal)).ThenBy(ns => ns, StringComparer.Ordinal))
        {
            head.Append("using ").Append(ns).Append(";\n");
        }

        return head.Append('\n').Append(body).ToString();
    }

    private static string Root(string alias) => alias switch { "flow" => "Dataflow.Pipelines", "json" => "System.Text.Json", _ => "System" };
}
