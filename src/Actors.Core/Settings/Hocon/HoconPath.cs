namespace Actors.Settings;

/// <summary>Walks through resolved HOCON by dotted keys.</summary>
internal static class HoconPath
{
    public static HoconNode? Find(HoconObject root, string key)
    {
        HoconNode? node = root;
        foreach (var name in key.Split('.')) node = (node as HoconObject)?[name];
        return node;
    }

    /// <summary>All values that are no objects, with their keys.</summary>
    public static IEnumerable<(string Key, HoconNode Value)> Leaves(HoconObject from, string prefix = "")
    {
        foreach (var (name, value) in from.Fields)
        {
            var key = prefix.Length == 0 ? name : $"{prefix}.{name}";
            if (value is not HoconObject inner)
            {
                yield return (key, value);
                continue;
            }

            foreach (var leaf in Leaves(inner, key)) yield return leaf;
        }
    }
}
