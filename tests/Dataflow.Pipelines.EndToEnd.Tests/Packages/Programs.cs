using Dataflow.Pipelines.Tests.Shared;

namespace Dataflow.Pipelines.EndToEnd.Tests.Packages;

/// <summary>Sources of programs that need only the packages: a pipeline that greets names with the help of services, from lines in memory to the console.</summary>
internal static class Programs
{
    /// <summary>The output of the pipeline, sorted.</summary>
    internal static readonly string[] Greetings = ["greeting: Good morning, Ada! (unhurried)", "greeting: Good morning, Grace! (unhurried)"];

    /// <summary>The connectors pass messages by pointer.</summary>
    internal static readonly (string Name, string Text) Properties =
        ("Directory.Build.props", "<Project><PropertyGroup><AllowUnsafeBlocks>true</AllowUnsafeBlocks><TreatWarningsAsErrors>true</TreatWarningsAsErrors></PropertyGroup></Project>");

    /// <summary>The pipeline, whose constructor takes a service, one by its key, one whose type has a nullable part, and one that is not registered.</summary>
    internal static readonly (string Name, string Text) Pipeline = ("Greeter.cs", """
        using Dataflow.Pipelines;
        using Microsoft.Extensions.DependencyInjection;

        namespace Greetings;

        public sealed class Clock(string hour)
        {
            public string Hour => hour;
        }

        public sealed class Punctuation(string mark)
        {
            public string Mark => mark;
        }

        public sealed class Unregistered;

        [Record] public readonly partial record struct Visitor(string Name);

        [Record] public readonly partial record struct Greeting(string Text);

        [Pipeline("greeter")]
        public sealed partial class Greeter(
            Clock clock, [FromKeyedServices("loud")] Punctuation punctuation, IComparer<Unregistered?>? comparer, [FromKeyedServices("quiet")] Punctuation? absent = null)
        {
            [Input] public required string Word { get; init; }

            [Source] public Lines<Visitor> Visitors => new("{\"name\":\"Ada\"}", "{\"name\":\"Grace\"}");

            [Rejected(nameof(Visitors))] public partial Stream<DeadLetter> Broken { get; }

            [Operator(From = nameof(Visitors))]
            public Greeting Greet(in Visitor visitor) =>
                new($"{Word} {clock.Hour}, {visitor.Name}{punctuation.Mark} {(absent is null && comparer is null ? "(unhurried)" : "")}");

            [Sink(From = nameof(Greet))] public ConsoleSink<Greeting> Out => new(static greeting => greeting.Text);
        }
        """);

    /// <summary>A source that ends and a sink to the console.</summary>
    internal static readonly (string Name, string Text) Connectors = ("Connectors.cs", LinesSource.Usings + """
        namespace Greetings;
        """ + LinesSource.Code + """

        public sealed class ConsoleSink<T>(Func<T, string> format) : ISink<T>
            where T : struct, IRecord<T>
        {
            public ValueTask<ISinkWriter<T>> OpenAsync(SinkContext context, CancellationToken cancellationToken) => new(new Writer(format));

            public ValueTask<ConnectorHealth> CheckAsync(CancellationToken cancellationToken) => new(new ConnectorHealth(true, "console"));

            private sealed class Writer(Func<T, string> format) : ISinkWriter<T>
            {
                public ValueTask RecoverAsync(IReadOnlyList<ReadOnlyMemory<byte>> prepared, CancellationToken cancellationToken) => default;

                public ValueTask WriteAsync(RecordBatch<T> batch, CancellationToken cancellationToken)
                {
                    foreach (var record in batch.Span)
                    {
                        Console.WriteLine("greeting: " + format(record));
                    }

                    return default;
                }

                public ValueTask OnWatermarkAsync(long ticks, CancellationToken cancellationToken) => default;

                public Task<ReadOnlyMemory<byte>> PrepareAsync(long checkpoint) => Task.FromResult(ReadOnlyMemory<byte>.Empty);

                public ValueTask CommitAsync(long checkpoint, ReadOnlyMemory<byte> prepared, CancellationToken cancellationToken) => default;

                public ValueTask DisposeAsync() => default;
            }
        }
        """);

    /// <summary>A part of the generated Program that registers the services; the hour is in appsettings.json.</summary>
    internal static readonly (string Name, string Text) Hook = ("Services.cs", """
        using Greetings;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;

        partial class Program
        {
            static partial void ConfigureServices(IServiceCollection services, IConfiguration configuration) => services
                .AddSingleton(new Clock(configuration["Hour"] ?? "night"))
                .AddKeyedSingleton("loud", new Punctuation("!"));
        }
        """);

    /// <summary>A host that the user builds.</summary>
    internal static readonly (string Name, string Text) OwnHost = ("Main.cs", """
        using Dataflow.Pipelines.Hosting;
        using Greetings;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;

        var builder = Host.CreateApplicationBuilder(args);
        builder.Services.AddSingleton(new Clock("morning")).AddKeyedSingleton("loud", new Punctuation("!"));
        builder.Services.AddPipeline<Greeter>(static options =>
        {
            options.Inputs["word"] = "Good";
            options.StopHostWhenAllEnd = true;
        });
        await builder.Build().RunAsync();
        return Environment.ExitCode;
        """);

    /// <summary>No host: the program creates the object and starts its job.</summary>
    internal static readonly (string Name, string Text) NoHost = ("Main.cs", """
        using Dataflow.Pipelines.Jobs;
        using Dataflow.Pipelines.Storage;
        using Greetings;

        var greeter = new Greeter(new Clock("morning"), new Punctuation("!"), null) { Word = "Good" };
        await using var job = await Job.StartAsync(greeter, new JobOptions { Store = new LocalCheckpointStore("state") });
        await job.Completion;
        """);
}
