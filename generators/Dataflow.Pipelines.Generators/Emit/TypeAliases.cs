using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace Dataflow.Pipelines.Generators.Emit;

/// <summary>
/// Emitters write <c>flow::CodeGeneration.JobBuilder</c>. Where no type that the user's code sees has a name of ours, that becomes
/// <c>JobBuilder</c> under a using; where one has, the alias stays: <c>alias::</c> looks among aliases only, so nothing
/// can hide what it names.
/// </summary>
internal static class TypeAliases
{
    private static readonly Regex Alias = new(
        @"(?<![\w.:])(?:(?<root>flow)::(?<sub>(?:CodeGeneration|Connectors|Graph|Hosting|State)\.)?|(?<root>sys)::(?<sub>(?:Collections\.Generic|Diagnostics\.CodeAnalysis|IO|Threading\.Tasks|Threading)\.)?|(?<root>json)::)",
        RegexOptions.CultureInvariant);

    public static string Resolve(string code, bool hasClashes)
    {
        var head = new StringBuilder();
        if (hasClashes)
        {
            head.Append("#pragma warning disable CS8981 // aliases in lower case cannot be confused with a type\n\n");
            head.Append("using System;\nusing flow = global::Dataflow.Pipelines;\nusing json = global::System.Text.Json;\nusing sys = global::System;\n\n");
            return head.Append(code).ToString();
        }

        var namespaces = new HashSet<string>(StringComparer.Ordinal) { "System" };
        var body = Alias.Replace(code, match =>
        {
            var sub = match.Groups["sub"].Value.TrimEnd('.');
            namespaces.Add(Root(match.Groups["root"].Value) + (sub.Length == 0 ? "" : "." + sub));
            return "";
        });
        head.Append('\n');
        foreach (var ns in namespaces.OrderBy(ns => !ns.StartsWith("System", StringComparison.Ordinal)).ThenBy(ns => ns, StringComparer.Ordinal))
        {
            head.Append("using ").Append(ns).Append(";\n");
        }

        return head.Append('\n').Append(body).ToString();
    }

    private static string Root(string alias) => alias switch { "flow" => "Dataflow.Pipelines", "json" => "System.Text.Json", _ => "System" };
}
