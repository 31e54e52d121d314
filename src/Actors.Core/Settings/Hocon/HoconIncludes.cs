namespace Actors.Settings;

/// <summary>Reads files and the files they include, each through the shell: Core opens none.</summary>
/// <param name="open">Opens the file that <c>include "name"</c> in a file means; null if there is none.</param>
/// <param name="errors">Where errors go.</param>
internal sealed class HoconIncludes(Func<string, HoconFile, HoconFile?> open, List<SettingsError> errors)
{
    // One file can have many names, so that a cycle cannot always be seen.
    private const int DepthMax = 20;

    private readonly List<HoconFile> _beingRead = [];

    public List<SettingsError> Errors => errors;

    public HoconObject Parse(HoconFile file) => Parse(file, []);

    /// <summary>Reads a text that is one value.</summary>
    public HoconNode? ParseValue(HoconFile text)
    {
        _beingRead.Add(text);
        var value = new HoconParser(text, this, [], firstLine: 0).ParseSingleValue();
        _beingRead.RemoveAt(_beingRead.Count - 1);
        return value;
    }

    /// <summary>Reads what a file includes; null if it is not there, which only a required one must be.</summary>
    public HoconObject? Parse(string name, bool isRequired, HoconOrigin origin, IReadOnlyList<string> at)
    {
        var file = open(name, _beingRead[^1]);
        if (file is null)
        {
            if (isRequired) errors.Add(new SettingsError(origin, $"the file \"{name}\" is required and was not found"));
            return null;
        }

        if (_beingRead.Count < DepthMax && !_beingRead.Exists(reading => reading.Name == file.Name)) return Parse(file, at);
        var cycle = string.Join(" → ", _beingRead.Select(reading => reading.Name).Append(file.Name));
        errors.Add(new SettingsError(origin, $"files include each other without end: {cycle}"));
        return null;
    }

    private HoconObject Parse(HoconFile file, IReadOnlyList<string> at)
    {
        _beingRead.Add(file);
        var parsed = new HoconParser(file, this, at).ParseFile();
        _beingRead.RemoveAt(_beingRead.Count - 1);
        return parsed;
    }
}
