namespace Dataflow.Pipelines.Control.Tests.Generated;

/// <summary>Processes as users declare them. The programs are shells, so that a test sees what they were given.</summary>
[Pipeline("trained_model")]
public sealed partial class TrainedModel
{
    [Input("Program")] public string Shell { get; init; } = "/bin/sh";

    [Input("Rank")] public int Rank { get; init; } = 50;

    [Input("Name")] public string? Name { get; init; }

    [Input("Token", Sensitive = true)] public string Token { get; init; } = "secret value";

    [Process("""
        {{ pipeline.input.shell }} -c 'printf %s "$1" > "$DATAFLOW_RESULT_FILE"' train
            "{\"table\":\"{{ run.id }} $TOKEN\",\"rows\":{{ pipeline.input.rank * 2 }}}"
        """)]
    [StartWhen("event:pipeline.started")]
    public partial ProcessTask<Extracted> Train { get; }

    [Process("""/bin/sh -c 'printf "%s|" "$0" "$#" "$@" "$TOKEN" "$PLAIN" "$PWD"' {{ train.table }} '' "a  b" --rows={{ train.rows }}""", Environment = ["TOKEN={{ pipeline.input.token }}", "PLAIN=a=b"], WorkingFolder = "/{{ 'tmp' }}", OutputLimit = 1000)]
    [StartWhen("event:train.completed")]
    public partial ProcessTask Publish { get; }

    [Process("/bin/echo {{ pipeline.input.name }}"), StartWhen("event:train.completed")]
    public partial ProcessTask Greet { get; }

    [Process("""/bin/sh -c 'printf %s "$1" > "$DATAFLOW_RESULT_FILE"' count '{"table":"t"}' """), StartWhen("event:train.completed")]
    public partial ProcessTask<Extracted> Count { get; }
}
