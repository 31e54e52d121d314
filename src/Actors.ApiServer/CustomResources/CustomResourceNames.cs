using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.CustomResources;

/// <summary>What a custom resource is called, in URLs, in objects and on command lines.</summary>
/// <param name="Plural">As in the URL, such as <c>databases</c>.</param>
/// <param name="Singular">Such as <c>database</c>.</param>
/// <param name="Kind">Such as <c>Database</c>.</param>
/// <param name="ListKind">Such as <c>DatabaseList</c>.</param>
/// <param name="ShortNames">Such as <c>db</c>.</param>
/// <param name="Categories">Groups of resources it is in, such as <c>all</c>.</param>
internal sealed record CustomResourceNames(
    string Plural, string Singular, string Kind, string ListKind, IReadOnlyList<string> ShortNames, IReadOnlyList<string> Categories)
{
    /// <summary>Reads <c>spec.names</c> or <c>status.acceptedNames</c>.</summary>
    public static CustomResourceNames Read(JsonObject? names) => new(
        names.Text("plural"), names.Text("singular"), names.Text("kind"), names.Text("listKind"), names.Texts("shortNames"), names.Texts("categories"));

    /// <summary>The JSON, without what is empty; plural and kind are always there.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["plural"] = Plural };
        if (Singular.Length > 0) json["singular"] = Singular;
        if (ShortNames.Count > 0) json["shortNames"] = List(ShortNames);
        json["kind"] = Kind;
        if (ListKind.Length > 0) json["listKind"] = ListKind;
        if (Categories.Count > 0) json["categories"] = List(Categories);
        return json;
    }

    private static JsonArray List(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode?)JsonValue.Create(text))]);
}
