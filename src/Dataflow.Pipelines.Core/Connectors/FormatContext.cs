using System.Diagnostics.CodeAnalysis;
using Dataflow.Pipelines.Connectors;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dataflow.Pipelines;

/// <summary>The context of a format in its lane.</summary>
public sealed class FormatContext
{
    /// <summary>The context of a format without a connector, as in a test.</summary>
    public FormatContext()
    {
    }

    /// <summary>The context of the format of a source.</summary>
    [SetsRequiredMembers]
    public FormatContext(SourceContext source)
    {
        ArgumentNullException.ThrowIfNull(source);
        (Pipeline, Node, StartupTimeout, Time, Logger) = (source.Pipeline, source.Node, source.StartupTimeout, source.Time, source.Logger);
    }

    /// <summary>The context of the format of a sink.</summary>
    [SetsRequiredMembers]
    public FormatContext(SinkContext sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        (Pipeline, Node, StartupTimeout, Time, Logger) = (sink.Pipeline, sink.Node, sink.StartupTimeout, sink.Time, sink.Logger);
    }

    /// <summary>Id of the pipeline.</summary>
    public required string Pipeline { get; init; }

    /// <summary>Id of the node, for errors.</summary>
    public required string Node { get; init; }

    /// <summary>How long to try to reach a service before opening fails. Default: 1 minute.</summary>
    public TimeSpan StartupTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The log; carries pipeline and node.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;
}
