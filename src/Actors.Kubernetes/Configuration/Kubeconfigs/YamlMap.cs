using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Actors.Kubernetes.Configuration;

/// <summary>
/// A map in a YAML file, which remembers where it stands. Reading never throws: what is wrong goes to the list of problems, so that
/// one look finds all.
/// </summary>
internal sealed class YamlMap(string file, string entry, YamlMappingNode node, List<string> problems)
{
    public string File => file;

    public string Entry => entry;

    /// <summary>The same map, with another list for its problems.</summary>
    public YamlMap Reporting(List<string> to) => new(file, entry, node, to);

    public bool Has(string key) => Find(key) is not null;

    public YamlNode? Find(string key) => node.Children.TryGetValue(key, out var value) && !YamlJson.IsNull(value) ? value : null;

    public string? Text(string key)
    {
        if (Find(key) is not { } value) return null;
        if (value is YamlScalarNode scalar) return scalar.Value is { Length: > 0 } text ? text : null;
        Report($"{key} has to be a text", value);
        return null;
    }

    public bool Flag(string key)
    {
        var text = Text(key);
        if (text is null or "false") return false;
        if (text == "true") return true;
        Report($"{key} has to be true or false, not '{text}'", Find(key)!);
        return false;
    }

    /// <summary>Text that is encoded in base64, as all of what kubeconfig calls data is.</summary>
    public string? Data(string key)
    {
        if (Text(key) is not { } text) return null;
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(text));
        }
        catch (FormatException)
        {
            Report($"{key} has to be PEM encoded in base64, in one line", Find(key)!);
            return null;
        }
    }

    /// <summary>A path; what is relative is so to the folder of this file.</summary>
    public string? FilePath(string key) => Text(key) is { } text ? Resolve(text) : null;

    public string Resolve(string path) => Path.GetFullPath(path, Path.GetDirectoryName(file)!);

    public YamlMap? Map(string key, string? called = null)
    {
        if (Find(key) is not { } value) return null;
        if (value is YamlMappingNode map) return new YamlMap(file, called ?? entry, map, problems);
        Report($"{key} has to be a map", value);
        return null;
    }

    public IReadOnlyList<YamlMap> Maps(string key) =>
        [.. Items(key).Select(item => item as YamlMappingNode ?? Refuse<YamlMappingNode>($"{key} has to be a list of maps", item))
            .OfType<YamlMappingNode>().Select(item => new YamlMap(file, entry, item, problems))];

    public IReadOnlyList<string> Texts(string key) =>
        [.. Items(key).Select(item => (item as YamlScalarNode)?.Value ?? Refuse<string>($"{key} has to be a list of texts", item))
            .OfType<string>()];

    public IEnumerable<string> Keys() => node.Children.Keys.OfType<YamlScalarNode>().Select(key => key.Value!);

    public void Report(string problem, YamlNode? at = null) =>
        problems.Add(At(file, (at ?? node).Start, $"{(entry.Length > 0 ? $"{entry}: " : "")}{problem}."));

    public void Report(string problem, string key) => Report(problem, Find(key));

    public static string At(string file, Mark mark, string problem) => $"{file}:{mark.Line}: {problem}";

    private IEnumerable<YamlNode> Items(string key)
    {
        if (Find(key) is not { } value) return [];
        return value is YamlSequenceNode list ? list.Children : Refuse<YamlSequenceNode>($"{key} has to be a list", value)?.Children ?? [];
    }

    private T? Refuse<T>(string problem, YamlNode at)
        where T : class
    {
        Report(problem, at);
        return null;
    }
}
