using System.CommandLine;
using Actors.Cli.Commands;

namespace Actors.Cli.Tests;

/// <summary>Runs the actors command in this process, with files of its own.</summary>
public abstract class CliTestBase : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actors-");

    protected string Folder => _folder.FullName;

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    protected string Write(string text)
    {
        var path = Path.Combine(Folder, "akka.hocon");
        File.WriteAllText(path, text);
        return path;
    }

    protected static (int ExitCode, string Output, string Error) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = RootCommands.Create().Parse(arguments).Invoke(new InvocationConfiguration { Output = output, Error = error });
        return (exitCode, output.ToString(), error.ToString());
    }
}
