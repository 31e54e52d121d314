namespace Actors.ApiServer.Kinds;

/// <summary>A type of object: its name and its fields. Types refer to each other and to themselves, so fields are set once all types are known.</summary>
internal sealed class ObjectDefinition(string name, string package)
{
    private Dictionary<string, FieldDefinition> _byName = [];

    /// <summary>Such as <c>PodSpec</c>.</summary>
    public string Name { get; } = name;

    /// <summary>Its name in OpenAPI, such as <c>io.k8s.api.core.v1.PodSpec</c>.</summary>
    public string QualifiedName => $"{package}.{Name}";

    /// <summary>The last part of its package, as messages name it.</summary>
    public string GoPackage => package[(package.LastIndexOf('.') + 1)..];

    /// <summary>Whether it is owned and replaced as a whole wherever it is used.</summary>
    public bool IsAtomic { get; init; }

    /// <summary>What its fields have to meet together; null for nothing.</summary>
    public TypeRule? Rule { get; init; }

    public IReadOnlyList<FieldDefinition> Fields { get; private set; } = [];

    /// <summary>Whether any value beneath it has a default.</summary>
    public bool HasDefaults { get; private set; }

    /// <summary>Whether any value beneath it has rules.</summary>
    public bool HasRules { get; private set; }

    public FieldDefinition? Find(string field) => _byName.GetValueOrDefault(field);

    public void SetFields(IReadOnlyList<FieldDefinition> fields)
    {
        Fields = fields;
        _byName = fields.ToDictionary(static field => field.Name, StringComparer.Ordinal);
        HasDefaults = fields.Any(static field => field.Default is not null || field.ComputedDefault is not null);
        HasRules = Rule is not null || fields.Any(static field => !field.Rules.AreNone);
    }

    /// <summary>Takes over what the types beneath have.</summary>
    /// <returns>Whether that changed anything.</returns>
    public bool Inherit()
    {
        var before = (HasDefaults, HasRules);
        foreach (var field in Fields)
        {
            for (var type = field.Type; type is not null; type = type.Element)
            {
                HasDefaults |= type.Object?.HasDefaults == true;
                HasRules |= type.Object?.HasRules == true;
            }
        }

        return before != (HasDefaults, HasRules);
    }

    public override string ToString() => QualifiedName;
}
