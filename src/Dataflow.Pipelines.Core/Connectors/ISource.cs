namespace Dataflow.Pipelines.Connectors;

/// <summary>
/// A connector that reads records, in one of two forms: an <see cref="IRecordSource{T}"/> has records, an <see cref="IMessageSource{T, TFormat}"/>
/// has byte messages and a format. The type of the property of the pipeline class determines the form, so that the generated loop calls it directly.
/// </summary>
/// <typeparam name="T">The record type.</typeparam>
public interface ISource<T> : IConnector
    where T : struct, IRecord<T>;
