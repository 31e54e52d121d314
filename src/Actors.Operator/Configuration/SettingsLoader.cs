using System.Collections;
using Actors.Settings;

namespace Actors.Configuration;

/// <summary>Reads settings from files, the environment and the command line.</summary>
public static class SettingsLoader
{
    /// <summary>The file that is read where none is named, if it is in the working directory.</summary>
    public const string DefaultFile = "akka.hocon";

    private static readonly string[] EnvironmentPrefixes = ["AKKA__", "ACTORS__"];

    /// <summary>
    /// Reads the settings: the defaults, over them the file, over it the environment (<c>AKKA__LOG_DEAD_LETTERS=off</c> for
    /// <c>akka.log-dead-letters</c>: two underscores for a dot, one for a hyphen), over it <paramref name="overrides"/>.
    /// </summary>
    /// <param name="path">The file; by default <see cref="DefaultFile"/> in the working directory, if it is there.</param>
    /// <param name="overrides">What the command line says, each <c>key=value</c>.</param>
    /// <param name="environment">The environment; by default the process's.</param>
    public static SettingsResult Load(string? path = null, IEnumerable<string>? overrides = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var variables = environment ?? ProcessEnvironment();
        var errors = new List<SettingsError>();
        var input = new SettingsInput
        {
            File = Open(path, errors),
            Open = static (name, from) => TryRead(Path.Combine(Path.GetDirectoryName(from.Name) ?? "", name)),
            Environment = variables.GetValueOrDefault,
            Overrides = [.. FromEnvironment(variables), .. FromCommandLine(overrides ?? [], errors)],
        };
        var result = input.Read();
        return errors.Count == 0 ? result : result with { Settings = null, Errors = [.. errors, .. result.Errors] };
    }

    private static HoconFile? Open(string? path, List<SettingsError> errors)
    {
        if (path is null && !File.Exists(DefaultFile)) return null;
        var file = path ?? DefaultFile;
        try
        {
            return new HoconFile(file, File.ReadAllText(file));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            errors.Add(new SettingsError(new HoconOrigin(file, 0), $"the settings file cannot be read: {failure.Message}"));
            return null;
        }
    }

    private static HoconFile? TryRead(string path) => File.Exists(path) ? new HoconFile(path, File.ReadAllText(path)) : null;

    private static IEnumerable<SettingsOverride> FromEnvironment(IReadOnlyDictionary<string, string> variables) =>
        from variable in variables
        where Array.Exists(EnvironmentPrefixes, prefix => variable.Key.StartsWith(prefix, StringComparison.Ordinal))
        orderby variable.Key
        select new SettingsOverride(KeyOf(variable.Key), variable.Value, $"environment variable {variable.Key}");

#pragma warning disable CA1308 // Keys are written in lower case.
    private static string KeyOf(string variable) =>
        variable.ToLowerInvariant().Replace("__", ".", StringComparison.Ordinal).Replace('_', '-');
#pragma warning restore CA1308

    private static IEnumerable<SettingsOverride> FromCommandLine(IEnumerable<string> overrides, List<SettingsError> errors)
    {
        foreach (var one in overrides)
        {
            var equals = one.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0) yield return new SettingsOverride(one[..equals].Trim(), one[(equals + 1)..].Trim(), "command line");
            else errors.Add(new SettingsError(new HoconOrigin("command line", 0), $"'{one}' is not key=value, such as akka.log-dead-letters=off"));
        }
    }

    private static Dictionary<string, string> ProcessEnvironment() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "");
}
