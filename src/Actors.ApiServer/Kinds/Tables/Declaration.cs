namespace Actors.ApiServer.Kinds;

/// <summary>A package of a table.</summary>
/// <param name="Name">How tables refer to it.</param>
/// <param name="QualifiedName">What OpenAPI calls it.</param>
internal sealed record TablePackage(string Name, string QualifiedName)
{
    /// <summary>The API group of its kinds; <c>core</c> for the one without a name, empty for a package without kinds.</summary>
    public string Group { get; init; } = "";

    public string Version { get; init; } = "";

    /// <summary>The API group as the API has it: empty for the core group.</summary>
    public string GroupName => Group == "core" ? "" : Group;
}

/// <summary>A <c>kind</c> or <c>type</c> with the lines that belong to it.</summary>
internal sealed class Declaration(TablePackage package, TableLine head)
{
    private readonly List<TableLine> _lines = [];

    public TablePackage Package { get; } = package;

    public TableLine Head { get; } = head;

    public string Name { get; } = head.Word(1, "its name");

    public IReadOnlyList<TableLine> Lines => _lines;

    public void Add(TableLine line) => _lines.Add(line);
}
