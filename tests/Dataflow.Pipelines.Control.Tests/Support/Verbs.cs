using System.CommandLine;
using Dataflow.Pipelines.Control.Hosting;
using Microsoft.Extensions.Hosting;

namespace Dataflow.Pipelines.Control.Tests.Support;

/// <summary>The verbs of the generated command line, in this process, on the store of a host.</summary>
internal static class Verbs
{
    /// <summary>Executes a verb.</summary>
    /// <returns>Its output. An error is thrown.</returns>
    public static async Task<string> RunAsync<TPipeline>(IHost host, params string[] arguments)
        where TPipeline : class, IControlledPipeline<TPipeline>
    {
        var root = new RootCommand();
        HostedPlane<TPipeline>.Instance.AddVerbs(root, _ => host.Services);
        var parsed = root.Parse(arguments);
        Assert.Empty(parsed.Errors);
        await using var output = new StringWriter();
        await parsed.InvokeAsync(new InvocationConfiguration { Output = output, EnableDefaultExceptionHandler = false }, TestContext.Current.CancellationToken);
        return output.ToString();
    }

    /// <summary>Executes a verb again until its output is as expected.</summary>
    /// <returns>The output.</returns>
    public static async Task<string> WaitAsync<TPipeline>(IHost host, Func<string, bool> isExpected, params string[] arguments)
        where TPipeline : class, IControlledPipeline<TPipeline>
    {
        var output = "";
        await Until.TrueAsync(async () => isExpected(output = await RunAsync<TPipeline>(host, arguments)));
        return output;
    }
}
