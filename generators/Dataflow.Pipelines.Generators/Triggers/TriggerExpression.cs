namespace Dataflow.Pipelines.Generators.Triggers;

/// <summary>A part of a trigger, with its range of the text.</summary>
internal abstract record TriggerExpression(int Start, int Length)
{
    /// <summary>Its parts.</summary>
    public virtual IEnumerable<TriggerExpression> Parts => [];

    /// <summary>It and all parts of its parts, outermost first.</summary>
    public IEnumerable<TriggerExpression> All()
    {
        yield return this;
        foreach (var part in Parts)
        {
            foreach (var inner in part.All())
            {
                yield return inner;
            }
        }
    }
}
