namespace Dataflow.Pipelines.Control.Stores.Sql;

/// <summary>An SQL statement with its values. Instants are UTC.</summary>
/// <param name="Text">The statement, with <c>@name</c> for each value. Statements with one text are prepared once.</param>
/// <param name="Values">The values by name.</param>
internal readonly record struct Statement(string Text, params (string Name, object? Value)[] Values);
