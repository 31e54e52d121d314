using System.Text.Json;
using Actors.Cli.Inspection.Output;
using Actors.Cli.Inspection.Top;

namespace Actors.Cli.Tests.Inspection.Top;

public sealed class TopViewTests
{
    public static TheoryData<int, int, int> Sizes
    {
        get
        {
            var sizes = new TheoryData<int, int, int>();
            foreach (var (width, height) in new[] { (80, 24), (81, 25), (120, 40), (200, 60), (40, 10), (20, 5), (1, 1) })
            {
                foreach (var objects in new[] { 0, 1, 10 }) sizes.Add(width, height, objects);
            }

            return sizes;
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void It_is_as_high_as_the_screen(int width, int height, int objects) => Assert.Equal(height, Lines(Samples.Top(objects), width, height).Count);

    [Theory]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(119)]
    [InlineData(130)]
    [InlineData(200)]
    public void No_line_is_wider_than_the_screen(int width) =>
        Assert.All(Lines(Samples.Top(10, new string('x', 300)), width, 24), line => Assert.True(TextWidth.Of(line) <= width, line));

    [Fact]
    public void A_usual_terminal_has_room_for_all_parts()
    {
        var lines = Lines(Samples.Top(10), 80, 24);
        Assert.Equal(3, lines.Count(static line => line.Contains("_3f9c01ab42", StringComparison.Ordinal) && line.Contains("85%", StringComparison.Ordinal)));
        Assert.Equal("Idle 2,700  Backoff 174  Queued 90  Running 36", lines[1]);
        Assert.True(lines.Count(static line => line.Contains("5m32s", StringComparison.Ordinal)) >= 4);
        Assert.True(lines.Count(static line => line.Contains("12s", StringComparison.Ordinal)) >= 4);
    }

    [Fact]
    public void Nothing_failing_is_said()
    {
        var lines = Lines(Samples.Top(0), 80, 24);
        Assert.Contains("FAILING   none", lines);
        Assert.Contains("SLOWEST   none", lines);
    }

    [Fact]
    public void Who_is_missing_is_said()
    {
        var lines = Lines(Samples.Top(0).Replace("\"missing\":[]", """ "missing":[{"replica":"b","problem":"gone"}] """, StringComparison.Ordinal), 80, 24);
        Assert.EndsWith("q quits  without b (gone)", lines[^1], StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Lines(string json, int width, int height)
    {
        using var document = JsonDocument.Parse(json);
        return TopView.Lines(TopView.Read(document.RootElement), null, width, height, new Ink(false));
    }
}
