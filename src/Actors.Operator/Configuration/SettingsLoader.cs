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
            File = OpenFirst(path, errors),
            Open = (name, from) => OpenIncluded(name, from, errors),
            Environment = variables.GetValueOrDefault,
            Overrides = [.. FromEnvironment(variables), .. FromCommandLine(overrides ?? [], errors)],
        };
        var result = input.Read();
        return errors.Count == 0 ? result : result with { Settings = null, Errors = [.. errors, .. result.Errors] };
    }

    private static HoconFile? OpenFirst(string? path, List<SettingsError> errors) =>
        path is null && !File.Exists(DefaultFile) ? null : Read(path ?? DefaultFile, errors);

    private static HoconFile? OpenIncluded(string name, HoconFile from, List<SettingsError> errors)
    {
        if (name.Contains('\0', StringComparison.Ordinal)) return null;
        // One file has one name, by whatever way it is included: that is how a circle is seen.
        var path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(from.Name)) ?? "", name));
        if (!File.Exists(path)) return null;
        var shown = Path.IsPathRooted(from.Name) ? path : Path.GetRelativePath(Environment.CurrentDirectory, path);
        // What is there and cannot be read is an error of its own, and not also one that is not there.
        return Read(shown, errors) ?? new HoconFile(shown, "");
    }

    private static HoconFile? Read(string path, List<SettingsError> errors)
    {
        try
        {
            return new HoconFile(path, File.ReadAllText(path));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            errors.Add(new SettingsError(new HoconOrigin(path, 0), $"the settings file cannot be read: {failure.Message}"));
            return null;
        }
    }

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
