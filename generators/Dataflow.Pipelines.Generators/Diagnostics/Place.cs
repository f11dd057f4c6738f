using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Dataflow.Pipelines.Generators.Diagnostics;

/// <summary>A place in a file without a reference to syntax, so that a generator step can cache it.</summary>
internal sealed record Place(string Path, TextSpan Span, LinePositionSpan Lines)
{
    public Location Location => Location.Create(Path, Span, Lines);

    public static Place Of(Location location) => new(location.SourceTree?.FilePath ?? "", location.SourceSpan, location.GetLineSpan().Span);
}
