using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.CustomResources;

/// <summary>
/// What all versions of a definition say alike. A server keeps that once, beside the versions, and its messages name that place:
/// <c>spec.validation.openAPIV3Schema</c> instead of <c>spec.versions[0].schema.openAPIV3Schema</c>.
/// </summary>
/// <param name="Schema">Whether the schemas are equal, none at all included.</param>
/// <param name="Subresources">Whether the subresources are.</param>
/// <param name="Columns">Whether the printer columns are.</param>
/// <param name="SelectableFields">Whether the selectable fields are.</param>
internal readonly record struct CommonFields(bool Schema, bool Subresources, bool Columns, bool SelectableFields)
{
    public static CommonFields Of(JsonObject spec)
    {
        var versions = spec.Maps("versions").ToArray();
        return new CommonFields(
            AreEqual(versions, "schema"), AreEqual(versions, "subresources"), AreEqual(versions, "additionalPrinterColumns"),
            AreEqual(versions, "selectableFields"));
    }

    private static bool AreEqual(JsonObject[] versions, string name) => versions.Skip(1).All(version => JsonNode.DeepEquals(version[name], versions[0][name]));
}
