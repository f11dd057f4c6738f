using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dataflow.Pipelines.Control.Stores;
using Dataflow.Pipelines.Hosting;

namespace Dataflow.Pipelines.Control.Hosting.Verbs;

/// <summary><c>definitions</c>: lists and shows the published versions of the pipeline's definition.</summary>
internal static class DefinitionsVerb
{
    private const int Listed = 20;

    // For people, and for programs that compare versions: as the class states it, one member a line.
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create(VerbContext context)
    {
        var json = new Option<bool>("--json") { Description = "One JSON value on standard output.", Recursive = true };
        return new Command("definitions", "Lists and shows the published versions of the pipeline's definition.") { json, List(context, json), Show(context, json) };
    }

    private static Command List(VerbContext context, Option<bool> json)
    {
        var most = OptionKinds.Number("--count", 1, 10_000, $"The most to list, the newest first (default {Listed}).");
        var list = new Command("list", "Lists the versions, the newest first.") { most };
        list.SetAction(async (parsed, cancellation) =>
        {
            var definitions = await context.ReadAsync(parsed, history => history.ListDefinitionsAsync(context.Pipeline.Id, (int)(parsed.GetValue(most) ?? Listed), cancellation), cancellation);
            var versions = definitions.Select(static found => new DefinitionVersion(found.Version, found.JobType, VersionOf(found), found.Created, found.CreatedBy)).ToList();
            await parsed.InvocationConfiguration.Output.WriteAsync(parsed.GetValue(json) ? VerbJson.Write(versions, VerbJson.Default.ListDefinitionVersion) : Text(versions));
        });
        return list;
    }

    private static Command Show(VerbContext context, Option<bool> json)
    {
        var version = new Argument<int>("version") { Description = "Number of the version." };
        var show = new Command("show", "Prints a version as JSON.") { version };
        show.SetAction(async (parsed, cancellation) =>
        {
            var number = parsed.GetValue(version);
            var found = await context.ReadAsync(parsed, history => history.FindDefinitionAsync(context.Pipeline.Id, number, cancellation), cancellation)
                ?? throw new VerbException(string.Create(CultureInfo.InvariantCulture, $"'{context.Pipeline.Id}' has no published version {number}; 'definitions list' lists its versions."));
            await parsed.InvocationConfiguration.Output.WriteAsync(parsed.GetValue(json) ? found.Json + "\n" : Indent(found.Json) + "\n");
        });
        return show;
    }

    private static string VersionOf(DefinitionInfo definition)
    {
        using var document = JsonDocument.Parse(definition.Json);
        return document.RootElement.TryGetProperty("version", out var version) ? version.GetString() ?? "" : "";
    }

    private static string Indent(string json)
    {
        using var document = JsonDocument.Parse(json);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Indented))
        {
            document.WriteTo(writer);
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static string Text(List<DefinitionVersion> versions)
    {
        if (versions.Count == 0)
        {
            return "No definition was published with this store.\n";
        }

        var table = new TextTable("version", "type", "class version", "published", "by");
        foreach (var version in versions)
        {
            table.Add(version.Version.ToString(CultureInfo.InvariantCulture), version.JobType, version.ClassVersion, TextTable.Of(version.Created), version.CreatedBy);
        }

        return table.ToString();
    }
}
