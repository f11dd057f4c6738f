using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Dataflow.Pipelines.Generators.Diagnostics;

/// <summary>A place in a file that holds no syntax: a step may keep it.</summary>
internal sealed record Place(string Path, TextSpan Span, LinePositionSpan Lines)
{
    public Location Location => Location.Create(Path, Span, Lines);

    public static Place Of(Location location) => new(location.SourceTree?.FilePath ?? "", location.SourceSpan, location.GetLineSpan().Span);
}
