using System.Reflection;

namespace Actors.ApiServer.Kinds;

/// <summary>The declarations of one or more tables: types and kinds by package.</summary>
/// <remarks>
/// A table is text. <c>package core io.k8s.api.core.v1</c> says under which short name others refer to what follows and what OpenAPI calls it,
/// <c>group apps v1</c> what group and version its kinds have (<c>core</c> is the one without a name). Then come <c>kind</c> and <c>type</c> with indented
/// lines (<see cref="KindReader"/>, <see cref="TypeReader"/>). <c>#</c> begins a comment line.
/// </remarks>
internal sealed class KindTables
{
    private readonly List<Declaration> _kinds = [];
    private readonly List<Declaration> _types = [];

    /// <summary>All <c>kind</c> declarations, in order.</summary>
    public IReadOnlyList<Declaration> Kinds => _kinds;

    /// <summary>All <c>type</c> declarations, in order.</summary>
    public IReadOnlyList<Declaration> Types => _types;

    /// <summary>The tables this assembly carries.</summary>
    public static KindTables Embedded()
    {
        var tables = new KindTables();
        var assembly = Assembly.GetExecutingAssembly();
        var files = assembly.GetManifestResourceNames().Where(static name => name.EndsWith(".types", StringComparison.Ordinal));
        foreach (var name in files.Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            tables.Add(name, reader.ReadToEnd());
        }

        return tables;
    }

    /// <summary>Reads one more table.</summary>
    /// <param name="file">Its name, for errors.</param>
    /// <param name="text">What it says.</param>
    /// <exception cref="KindTableException">It is none.</exception>
    public void Add(string file, string text)
    {
        TablePackage? package = null;
        Declaration? open = null;
        var number = 0;
        foreach (var content in text.Split('\n'))
        {
            var line = new TableLine(file, ++number, content);
            if (content.Trim().Length == 0 || content.StartsWith('#')) continue;
            if (line.IsIndented)
            {
                (open ?? throw line.Error("an indented line without a kind or type above it")).Add(line);
                continue;
            }

            open = null;
            switch (line.Words[0])
            {
                case "package":
                    package = new TablePackage(line.Word(1, "its name"), line.Word(2, "what OpenAPI calls it"));
                    break;
                case "group":
                    var owner = package ?? throw line.Error("group before package");
                    package = owner with { Group = line.Word(1, "its name"), Version = line.Word(2, "its version") };
                    break;
                case "kind" or "type":
                    open = new Declaration(package ?? throw line.Error($"{line.Words[0]} before package"), line);
                    (line.Words[0] == "kind" ? _kinds : _types).Add(open);
                    break;
                default:
                    throw line.Error($"unknown: {line.Words[0]}; package, group, kind or type begin a line");
            }
        }
    }
}
