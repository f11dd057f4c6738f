namespace Dataflow.Pipelines;

/// <summary>Binds a parameter to a value: <c>[Value("{{ train.model_path }}")]</c>. A value that is missing when the node starts fails the attempt, unless it is alone and the parameter is nullable.</summary>
/// <param name="template">One value in <c>{{ }}</c>, or a text with values in it.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ValueAttribute(string template) : Attribute
{
    /// <summary>The template.</summary>
    public string Template { get; } = template;
}
