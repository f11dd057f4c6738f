using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Control.Tests.Generated;

/// <summary>Values in templates have the text that they have in JSON.</summary>
public sealed class OutputTextTests
{
    [Fact]
    public void Each_type_has_the_text_of_json()
    {
        Assert.Equal("2026-11-29", OutputJson.Text(new DateOnly(2026, 11, 29)));
        Assert.Equal("03:04:05.5", OutputJson.Text(new TimeOnly(3, 4, 5, 500)));
        Assert.Equal("2026-11-29T03:04:05Z", OutputJson.Text(new DateTime(2026, 11, 29, 3, 4, 5, DateTimeKind.Utc)));
        Assert.Equal("2026-11-29T03:04:05+01:00", OutputJson.Text(new DateTimeOffset(2026, 11, 29, 3, 4, 5, TimeSpan.FromHours(1))));
        Assert.Equal("1.02:03:04", OutputJson.Text(new TimeSpan(1, 2, 3, 4)));
        Assert.Equal("-1234.5", OutputJson.Text(-1234.5));
        Assert.Equal("true", OutputJson.Text(true));
        Assert.Equal("poor", OutputJson.Text<Verdict?>(Verdict.Poor));
        Assert.Equal("s.t", OutputJson.Text(TableName.Of("s", "t")));
        Assert.Equal("", OutputJson.Text<int?>(null));
    }
}
