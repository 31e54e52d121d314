namespace Actors.Testing.Tests.Readme;

public sealed class ReadmeTests
{
    private static readonly string Root = FindRoot();

    [Theory]
    [InlineData("Website.cs", "program")]
    [InlineData("Website.cs", "operator")]
    [InlineData("WebsiteTests.cs", "test")]
    public void The_readmes_example_is_the_code_that_is_compiled_here(string file, string mark)
    {
        var source = File.ReadAllLines(Path.Combine(Root, "tests", "Actors.Testing.Tests", "Readme", file)).Select(line => line.Trim()).ToList();
        var shown = source[(source.IndexOf($"// <{mark}>") + 1)..source.IndexOf($"// </{mark}>")];
        var readme = File.ReadAllLines(Path.Combine(Root, "README.md")).Select(line => line.Trim());
        Assert.Contains(string.Join('\n', shown), string.Join('\n', readme), StringComparison.Ordinal);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Actors.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
