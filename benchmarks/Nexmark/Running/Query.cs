using Dataflow.Pipelines;
using Dataflow.Pipelines.Graph;
using Dataflow.Pipelines.Jobs;
using Nexmark.Source;

namespace Nexmark.Running;

/// <summary>A query: a pipeline, and the SQL of its expected result.</summary>
/// <param name="Name">The usual name in the Nexmark suite.</param>
/// <param name="Sql">Over the tables person, auction and bid; the columns in the order of the result's record.</param>
/// <param name="Published">Published thousand events per core-second of Flink 1.x, on other machines.</param>
/// <param name="Result">Columns of the result.</param>
/// <param name="Start">Starts its job.</param>
internal sealed record Query(string Name, string Sql, double Published, RecordSchema Result, Func<QueryIo, JobOptions, Task<Job>> Start)
{
    public static Query Of<TPipeline, TResult>(string sql, double published, Func<QueryIo, TPipeline> make)
        where TPipeline : class, IPipeline<TPipeline>
        where TResult : struct, IRecord<TResult> =>
        new(TPipeline.Descriptor.Id, sql, published, TResult.Schema, (io, options) => Job.StartAsync(make(io), options));
}
