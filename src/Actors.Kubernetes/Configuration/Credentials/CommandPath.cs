namespace Actors.Kubernetes.Configuration;

/// <summary>
/// Finds a program as a shell does. <see cref="System.Diagnostics.Process"/> would take one from the working directory first, where
/// anybody may have put it.
/// </summary>
internal static class CommandPath
{
    private static readonly string[] Extensions = OperatingSystem.IsWindows() ? [".exe", ".cmd", ".bat", ".com", ""] : [""];

    public static string? Find(string command, string? path)
    {
        if (Path.GetFileName(command) != command) return Candidates(Path.GetFullPath(command)).FirstOrDefault(File.Exists);
        return (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathRooted)
            .SelectMany(folder => Candidates(Path.Combine(folder, command)))
            .FirstOrDefault(IsProgram);
    }

    private static IEnumerable<string> Candidates(string path) => Extensions.Select(extension => path + extension);

    private static bool IsProgram(string path)
    {
        const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Executable) != 0);
    }
}
