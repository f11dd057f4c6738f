namespace Dataflow.Pipelines.Parquet.Tests.Parquet;

public sealed class SchemaAnnotationsTests
{
    [Fact]
    public async Task The_fields_of_Parquet_Net_that_the_sink_accesses_exist() => await SchemaAnnotations.EnsureBoundAsync();
}
