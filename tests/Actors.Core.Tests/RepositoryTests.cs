using System.Text.RegularExpressions;

namespace Actors.Tests;

/// <summary>What holds for every source file and no compiler checks.</summary>
public sealed partial class RepositoryTests
{
    private const int LinesMax = 500;

    private static readonly string Root = FindRoot();

    public static TheoryData<string> Sources => [.. Files("src", "tests", "benchmarks").Select(file => Path.GetRelativePath(Root, file))];

    [Theory]
    [MemberData(nameof(Sources))]
    public void A_source_file_is_finished_and_of_a_size_to_read(string file)
    {
        var text = File.ReadAllText(Path.Combine(Root, file));
        Assert.True(text.AsSpan().Count('\n') <= LinesMax, $"{file} has more than {LinesMax} lines: does it hold one idea?");
        if (Path.GetFileName(file) == "RepositoryTests.cs") return;
        Assert.False(Unfinished().IsMatch(text), $"{file} holds '{Unfinished().Match(text).Value}'");
        if (file.StartsWith("tests", StringComparison.Ordinal))
            Assert.False(Sleeping().IsMatch(text), $"{file} sleeps: '{Sleeping().Match(text).Value}'; await a condition or drive the time");
    }

    [Fact]
    public void Documents_link_to_what_is_there()
    {
        var broken =
            from file in Directory.EnumerateFiles(Root, "*.md", SearchOption.AllDirectories)
            where !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            from Match link in Link().Matches(File.ReadAllText(file))
            let target = Path.Combine(Path.GetDirectoryName(file)!, link.Groups["target"].Value)
            where !Path.Exists(target)
            select $"{Path.GetRelativePath(Root, file)} → {link.Groups["target"].Value}";
        Assert.Empty(broken);
    }

    [Fact]
    public void Every_line_of_the_log_has_an_id_of_its_own_and_a_generated_method()
    {
        var ids = new Dictionary<int, string>();
        foreach (var file in Files("src"))
        {
            var text = File.ReadAllText(file);
            Assert.False(Logging().IsMatch(text), $"{file} logs without a generated method: '{Logging().Match(text).Value}'");
            foreach (Match one in Message().Matches(text))
            {
                Assert.True(int.TryParse(one.Groups["id"].Value, out var id) && id > 0, $"{file}: {one.Value} has no id");
                Assert.True(ids.TryAdd(id, file), $"{file} and {ids.GetValueOrDefault(id)} both have {id}");
            }
        }

        Assert.True(ids.Count > 60);
    }

    private static IEnumerable<string> Files(params string[] folders) =>
        from folder in folders
        from file in Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
        let parts = file.Split(Path.DirectorySeparatorChar)
        where !parts.Contains("bin") && !parts.Contains("obj")
        select file;

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Actors.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|TBD|NotImplementedException)\b|catch\s*(\(Exception[^)]*\))?\s*\{\s*\}|Skip\s*=\s*""")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"\bThread\.Sleep\b|\bTask\.Delay\b")]
    private static partial Regex Sleeping();

    [GeneratedRegex(@"\[LoggerMessage\((?<id>[^,)]*)")]
    private static partial Regex Message();

    [GeneratedRegex(@"\.Log(Trace|Debug|Information|Warning|Error|Critical)?\(\s*(LogLevel|"")")]
    private static partial Regex Logging();

    [GeneratedRegex(@"\]\((?!https?:|#)(?<target>[^)#\s]+)")]
    private static partial Regex Link();
}
