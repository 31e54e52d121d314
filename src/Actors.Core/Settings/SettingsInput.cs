namespace Actors.Settings;

/// <summary>What settings are made from. The shell fills it; reading it does no I/O but through the functions given here.</summary>
public sealed record SettingsInput
{
    /// <summary>The file; null for none, which gives the defaults.</summary>
    public HoconFile? File { get; init; }

    /// <summary>Opens the file that <c>include "name"</c> in another file means; null where there is none.</summary>
    public Func<string, HoconFile, HoconFile?> Open { get; init; } = static (_, _) => null;

    /// <summary>The environment variable of a name, for substitutions; null where there is none.</summary>
    public Func<string, string?> Environment { get; init; } = static _ => null;

    /// <summary>What overrides the file; later ones override earlier ones.</summary>
    public IReadOnlyList<SettingsOverride> Overrides { get; init; } = [];

    /// <summary>Reads the settings, or finds all that is wrong with them.</summary>
    public SettingsResult Read()
    {
        var errors = new List<SettingsError>();
        var includes = new HoconIncludes(Open, errors);
        var root = File is null ? new HoconObject(new HoconOrigin("default", 0)) : includes.Parse(File);
        foreach (var one in Overrides) Apply(one, root, errors);
        var resolved = new HoconResolver(root, Environment, errors).Resolve();
        var reader = new SettingsReader(resolved, errors);
        var settings = ActorsSettings.Read(reader);
        UnknownKeys.Report(resolved, reader.Known, errors);
        return new SettingsResult(errors.Count == 0 ? settings : null, reader.Known, [.. errors.Distinct().OrderBy(error => error.Origin.Source, StringComparer.Ordinal).ThenBy(error => error.Origin.Line)]);
    }

    private static void Apply(SettingsOverride one, HoconObject root, List<SettingsError> errors)
    {
        var origin = new HoconOrigin(one.Source, 0);
        var path = one.Key.Split('.');
        if (Array.Exists(path, string.IsNullOrWhiteSpace))
        {
            errors.Add(new SettingsError(origin, $"'{one.Key}' is not a key: names with '.' between them are expected"));
            return;
        }

        if (path.Length > HoconPath.NamesMax)
        {
            errors.Add(new SettingsError(origin, $"'{one.Key[..50]}…' is not a key: more than {HoconPath.NamesMax} names"));
            return;
        }

        var own = new List<SettingsError>();
        var value = new HoconIncludes(static (_, _) => null, own).ParseValue(new HoconFile(one.Source, one.Value));
        errors.AddRange(own.Select(error => error with { Message = $"{one.Key} = {one.Value}: {error.Message}" }));
        if (value is not null && own.Count == 0) root.At(path[..^1], origin).Put(path[^1], value);
    }
}
