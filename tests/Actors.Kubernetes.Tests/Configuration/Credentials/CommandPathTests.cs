namespace Actors.Kubernetes.Configuration.Tests;

public sealed class CommandPathTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_name_is_the_first_program_in_the_path()
    {
        Program("b/tool");
        Program("c/tool");
        _folder.Write("a/tool", "no program");
        var path = string.Join(Path.PathSeparator, _folder["none"], _folder["a"], _folder["b"], _folder["c"]);
        Assert.Equal(_folder["b/tool"], CommandPath.Find("tool", path));
        Assert.Null(CommandPath.Find("other", path));
        Assert.Null(CommandPath.Find("tool", null));
    }

    [Fact]
    public void The_working_directory_is_not_looked_into()
    {
        var name = $"{Guid.NewGuid()}";
        var here = Path.GetFullPath(name);
        try
        {
            Program(here);
            Assert.Equal(here, CommandPath.Find(name, Directory.GetCurrentDirectory()));
            Assert.Null(CommandPath.Find(name, $"{Path.PathSeparator}.{Path.PathSeparator}"));
        }
        finally
        {
            File.Delete(here);
        }
    }

    [Fact]
    public void A_path_is_taken_as_it_is()
    {
        Program("tool");
        Assert.Equal(_folder["tool"], CommandPath.Find(_folder["tool"], null));
        Assert.Null(CommandPath.Find(_folder["other"], _folder.Path));
    }

    private void Program(string name)
    {
        var path = _folder.Write(name, "");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }
}
