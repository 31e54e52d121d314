using System.Buffers.Binary;
using System.Diagnostics;
using Actors.Load.Fleets;
using Actors.Load.Records;
using Actors.Load.Reports;

namespace Actors.Load.Tests;

public sealed class HtmlReportTests
{
    private const int Width = 1100;
    private const int Height = 2400;

    [Fact]
    public void It_shows_each_figure_with_its_spread_and_its_goal()
    {
        var page = HtmlReport.Write(Example());
        Assert.Contains("<td>CPU &amp; time</td><td>≤ 50 us</td><td class=\"good\">40 us (30–60)</td><td>90 us</td>", page, StringComparison.Ordinal);
        Assert.Contains("<td>slow</td><td>≤ 1 ms</td><td class=\"bad\">2 ms</td><td></td>", page, StringComparison.Ordinal);
        Assert.Contains("owners of the shards", page, StringComparison.Ordinal);
        Assert.Contains("kill -9 of &lt;one&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_replica_has_one_colour_in_all_plots()
    {
        var page = HtmlReport.Write(Example());
        const string keys = "<span class=\"key\" style=\"background:var(--c0)\"></span>one<span class=\"key\" style=\"background:var(--c1)\"></span>two";
        Assert.Contains("<figcaption>reconciles a second" + keys, page, StringComparison.Ordinal);
        var owners = page[page.IndexOf("<figcaption>owners of the shards" + keys, StringComparison.Ordinal)..];
        Assert.Equal(["var(--c0)", "var(--c1)", "var(--c1)", "var(--c1)"], owners.Split("fill=\"").Skip(1).Take(4).Select(static one => one.Split('"')[0]));
    }

    [Fact]
    public async Task A_report_is_the_same_when_it_was_written_and_read()
    {
        var path = Path.GetTempFileName();
        try
        {
            await Example().WriteJsonAsync(path, default);
            Assert.Equal(HtmlReport.Write(Example()), HtmlReport.Write(await Report.ReadJsonAsync(path, default)));
            await File.WriteAllTextAsync(path, "{ no report");
            Assert.Contains("is no report of a load run", (await Assert.ThrowsAsync<IOException>(() => Report.ReadJsonAsync(path, default))).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [BrowserFact]
    public async Task A_browser_shows_it()
    {
        var directory = Directory.CreateTempSubdirectory("actors-report-");
        try
        {
            var (page, picture) = (Path.Combine(directory.FullName, "report.html"), Path.Combine(directory.FullName, "report.png"));
            await File.WriteAllTextAsync(page, HtmlReport.Write(Example()));
            string[] arguments =
            [
                "--headless", "--no-sandbox", "--disable-gpu", $"--user-data-dir={directory.FullName}", "--hide-scrollbars", $"--window-size={Width},{Height}", $"--screenshot={picture}", new Uri(page).ToString(),
            ];
            using var browser = Process.Start(new ProcessStartInfo(BrowserFactAttribute.Browser!, arguments) { RedirectStandardError = true })!;
            var said = await browser.StandardError.ReadToEndAsync();
            await browser.WaitForExitAsync();
            Assert.True(File.Exists(picture), said);

            // A page of one colour packs to next to nothing.
            var png = await File.ReadAllBytesAsync(picture);
            Assert.Equal((Width, Height), (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20))));
            Assert.True(png.Length > 20_000, $"the picture has {png.Length} bytes");
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static Report Example()
    {
        var report = new Report("crash: 10 <objects>") { Command = "crash --seconds 2", MadeAt = DateTimeOffset.UnixEpoch };
        foreach (var value in new[] { 40.0, 30, 60 }) report.Add("operator", "CPU & time", value, "us", 50);
        report.Add("baseline", "CPU & time", 90, "us");
        report.Add("operator", "slow", 2, "ms", 1);
        report.Rounds.Add(new RoundResult
        {
            Subject = "operator", Round = 1, Changes = 20, Seconds = 2, ToBegin = Latencies.Of([0.3, 4, 4, 40]), ToEnd = Latencies.Of([1]), Reconciles = Latencies.Of([1]), Waits = Latencies.Of([]),
            CpuSeconds = 1, WorkingSet = 1, Api = [], LongestGapSeconds = 0.5, Moves = 1, MapUpdates = 1, Lost = 0, Doubles = 0,
            Latencies = [new(0, 10, 1, 2), new(1, 10, 3, 40)],
            Samples = [new(0.5, [new("one", 0.5, 1_000_000, 10), new("two", 0.2, 2_000_000, 20)], [1, 1, 0, 0]), new(1, [new("two", 1.2, 2_000_000, 30)], [-1, -1, 0, 0]), new(1.5, [new("two", 1, 2_500_000, 30)], [0, 0, 0, 0])],
            Replicas = ["two", "one"], Marks = [new(0.7, "kill -9 of <one>")],
        });
        return report;
    }
}
