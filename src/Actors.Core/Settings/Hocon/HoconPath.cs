namespace Actors.Settings;

/// <summary>Walks through resolved HOCON by dotted keys.</summary>
internal static class HoconPath
{
    /// <summary>How many objects may be within each other.</summary>
    public const int NamesMax = 100;

    public static HoconNode? Find(HoconObject root, string key)
    {
        HoconNode? node = root;
        foreach (var name in key.Split('.')) node = (node as HoconObject)?[name];
        return node;
    }

    /// <summary>The key that leads through objects by these names: a name that has a dot in it is quoted, as it is no key of two names.</summary>
    public static string Join(IEnumerable<string> names) => string.Join('.', names.Select(Quoted));

    /// <summary>All values that are no objects, with their keys.</summary>
    public static IEnumerable<(string Key, HoconNode Value)> Leaves(HoconObject from, string prefix = "")
    {
        foreach (var (name, value) in from.Fields)
        {
            var key = prefix.Length == 0 ? Quoted(name) : $"{prefix}.{Quoted(name)}";
            if (value is not HoconObject inner)
            {
                yield return (key, value);
                continue;
            }

            foreach (var leaf in Leaves(inner, key)) yield return leaf;
        }
    }

    private static string Quoted(string name) => name.Length == 0 || name.Contains('.', StringComparison.Ordinal) ? $"\"{name}\"" : name;
}
