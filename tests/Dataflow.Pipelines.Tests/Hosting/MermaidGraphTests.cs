using Dataflow.Pipelines.Graph;
using Dataflow.Pipelines.Hosting;

namespace Dataflow.Pipelines.Tests.Hosting;

public sealed class MermaidGraphTests
{
    [Fact]
    public void Nodes_of_one_block_are_in_one_box_and_fused_edges_are_dotted()
    {
        var pipeline = new PipelineDescriptor("clicks")
        {
            Nodes =
            [
                new("clicks", "Clicks", NodeKind.Source, "Click", "clicks"),
                new("valid", "Valid", NodeKind.MapOrReject, "Click", "clicks"),
                new("distinct", "Distinct", NodeKind.Deduplicate, "Click", "distinct"),
                new("lake", "Lake", NodeKind.Sink, "Click", "lake"),
            ],
            Edges = [new("clicks", "valid", true), new("valid", "distinct", false), new("distinct", "lake", false)],
        };
        Assert.Equal(
            """
            flowchart LR
              subgraph block_clicks["one block"]
                clicks(["clicks<br/>Source Click"])
                valid["valid<br/>MapOrReject Click"]
              end
              distinct["distinct<br/>Deduplicate Click"]
              lake[("lake<br/>Sink Click")]
              clicks -.-> valid
              valid --> distinct
              distinct --> lake

            """, MermaidGraph.Of(pipeline));
    }
}
