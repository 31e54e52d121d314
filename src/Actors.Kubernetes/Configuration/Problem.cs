namespace Actors.Kubernetes.Configuration;

/// <summary>Finds out what is wrong with files, in words for whoever has to put it right.</summary>
internal static class Problem
{
    /// <summary>What keeps a file from being read, or what <paramref name="check"/> has against what is in it.</summary>
    public static string? OfReading(string path, Func<string, string?> check)
    {
        try
        {
            return check(File.ReadAllText(path));
        }
        catch (Exception failure) when (IsOfFiles(failure))
        {
            return Describe(failure);
        }
    }

    public static bool IsOfFiles(Exception failure) => failure is IOException or UnauthorizedAccessException;

    public static string Describe(Exception failure) => failure switch
    {
        FileNotFoundException or DirectoryNotFoundException => "there is no such file",
        UnauthorizedAccessException => "this process may not read it",
        _ => failure.Message.TrimEnd('.'),
    };
}
