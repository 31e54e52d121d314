using Actors.ApiServer.Resources;

namespace Actors.ApiServer.Kinds;

/// <summary>The kinds the server has from the start, as the embedded tables declare them.</summary>
internal static class BuiltInKinds
{
    private static readonly Lazy<(IReadOnlyList<KindDefinition> Kinds, IReadOnlyDictionary<(string, string), ObjectDefinition> Types)> Tables = new(Read);
    private static readonly Lazy<Dictionary<(string Group, string Version), string>> Packages = new(PackagesByVersion);
    private static readonly Lazy<IReadOnlyList<ResourceKind>> Descriptions = new(static () => Describe(new SchemaBuilder()));

    /// <summary>What the tables declare, in their order.</summary>
    public static IReadOnlyList<KindDefinition> Definitions => Tables.Value.Kinds;

    /// <summary>A type of the tables, such as <c>meta</c>, <c>ObjectMeta</c>.</summary>
    public static ObjectDefinition Type(string package, string name) => Tables.Value.Types[(package, name)];

    /// <summary>The type of a kind that may have no resource of its own, such as the Scale of autoscaling/v1; null if the tables have none.</summary>
    public static ObjectDefinition? FindType(string group, string version, string kind) =>
        Packages.Value.TryGetValue((group, version), out var package) ? Tables.Value.Types.GetValueOrDefault((package, kind)) : null;

    /// <summary>The kinds for one server.</summary>
    /// <param name="addresses">Where its services get theirs.</param>
    public static IReadOnlyList<ResourceKind> For(ClusterAddresses addresses) =>
        [.. Descriptions.Value.Zip(Definitions, (kind, definition) => kind with { Rules = new BuiltInRules(definition, addresses) })];

    private static Dictionary<(string, string), string> PackagesByVersion() => KindTables.Embedded().Kinds.Select(static one => one.Package)
        .DistinctBy(static one => one.Name).ToDictionary(static one => (one.GroupName, one.Version), static one => one.Name);

    private static (IReadOnlyList<KindDefinition>, IReadOnlyDictionary<(string, string), ObjectDefinition>) Read()
    {
        var tables = KindTables.Embedded();
        var types = TypeReader.Read(tables);
        return (new KindReader(types, tables).Read(), types);
    }

    private static IReadOnlyList<ResourceKind> Describe(SchemaBuilder schemas) => [.. Definitions.Select(one => new ResourceKind
    {
        Group = one.Group,
        Version = one.Version,
        Kind = one.Kind,
        Plural = one.Plural,
        Singular = one.Singular,
        Description = one.Description,
        IsNamespaced = one.IsNamespaced,
        ShortNames = one.ShortNames,
        Categories = one.Categories,
        Verbs = one.Verbs,
        Subresources = one.Subresources,
        Schema = schemas.Of(one.Type),
        StorageVersion = one.StorageVersion ?? one.Version,
        StorageGroup = one.StorageGroup ?? one.Group,
        HasGeneration = one.HasGeneration,
        DeprecationWarning = one.DeprecationWarning,
        AllowsUnconditionalUpdate = one.AllowsUnconditionalUpdate,
        AllowsCreateOnUpdate = one.AllowsCreateOnUpdate,
        ReturnsDeletedObject = one.ReturnsDeletedObject,
        NameRule = one.NameRule,
        SelectableFields = one.SelectableFields,
        Columns = one.Columns,
        Scale = one.Subresources.Any(static sub => sub.Name == "scale") ? ScalePaths.OfWorkload : null,
    })];
}
