using System.Text.Json.Nodes;

namespace Actors.ApiServer.Patching;

/// <summary>The items of a list that is a map or a set, by what tells them apart. Items that nothing tells apart are not in it.</summary>
internal readonly struct ListIndex
{
    private readonly Dictionary<PathElement, int>? _places;

    public ListIndex(JsonArray? list, FieldType type)
    {
        Items = new List<(PathElement, List<JsonNode?>)>(list?.Count ?? 0);
        if (list is null) return;
        _places = new Dictionary<PathElement, int>(list.Count);
        foreach (var item in list)
        {
            if (ListItem.Element(type, item, out _) is not { } element) continue;
            if (_places.TryGetValue(element, out var place))
            {
                Items[place].Values.Add(item);
                continue;
            }

            _places.Add(element, Items.Count);
            Items.Add((element, [item]));
        }
    }

    /// <summary>The items in the order of the list; several values where they are duplicates of each other.</summary>
    public List<(PathElement Element, List<JsonNode?> Values)> Items { get; }

    /// <summary>The items at a step; null for none.</summary>
    public List<JsonNode?>? Find(PathElement element) => _places is not null && _places.TryGetValue(element, out var place) ? Items[place].Values : null;
}
