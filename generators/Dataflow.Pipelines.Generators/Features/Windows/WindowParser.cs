using System.Linq;
using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Features.Windows;

/// <summary>Reads how a window groups its records.</summary>
internal static class WindowParser
{
    private static readonly WindowKind[] Kinds = (WindowKind[])Enum.GetValues(typeof(WindowKind));

    public static WindowModel Parse(AttributeReader reader)
    {
        var slide = reader.TryText("Slide");
        var kinds = Kinds.Where(kind => kind == WindowKind.Count ? reader.TryNumber("Count") is not null : kind != WindowKind.None && reader.TryText(kind.ToString()) is not null).ToList();
        if (kinds.Count == 0 && slide is not null)
        {
            // A slide alone is a sliding window without its size.
            kinds.Add(WindowKind.Size);
        }

        return new WindowModel(
            kinds.FirstOrDefault(),
            kinds.Count > 1 ? kinds[1] : null,
            reader.TryText("Tumbling"),
            kinds.Contains(WindowKind.Size) ? reader.Text("Size") : null,
            kinds.Contains(WindowKind.Size) ? reader.Text("Slide") : slide,
            reader.TryText("Session"),
            reader.TryNumber("Count"),
            reader.TryText("Offset"),
            reader.TryText("TimeZone"),
            reader.TryText("AllowedLateness"));
    }
}
