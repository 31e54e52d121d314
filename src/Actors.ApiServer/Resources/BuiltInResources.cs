using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;

namespace Actors.ApiServer.Resources;

/// <summary>The resources a server has from the beginning.</summary>
internal static class BuiltInResources
{
    /// <summary>Those of one server.</summary>
    public static IEnumerable<ResourceKind> Create()
    {
        var kinds = BuiltInKinds.For(new ClusterAddresses());
        return kinds.Select(kind => kind with
        {
            Zero = ZeroOf(kind),
            Rules = kind.Plural == "customresourcedefinitions" ? new CustomDefinitionRules() : kind.Rules,
            StorageRules = kind.ApiVersion == kind.StorageApiVersion ? null : kinds.First(one => one.ApiVersion == kind.StorageApiVersion && one.Kind == kind.Kind).Rules,
        });
    }

    /// <summary>What an object of a kind has that says nothing: the members the kind always writes, without defaults.</summary>
    private static JsonObject ZeroOf(ResourceKind kind)
    {
        var zero = new JsonObject();
        var definition = BuiltInKinds.Definitions.First(one => one.Group == kind.Group && one.Version == kind.Version && one.Kind == kind.Kind && one.Plural == kind.Plural);
        Kinds.ObjectDecoder.Decode(zero, definition.Type);
        return zero;
    }
}
