using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.ApiServer.Resources;

namespace Actors.ApiServer.Kinds;

/// <summary>Reads the <c>kind</c> declarations of tables.</summary>
/// <remarks>
/// The first line is <c>kind Pod pods</c>: the kind, which is a type of the package too, and its plural. Indented below it:
/// <list type="bullet">
/// <item><c>about</c> text, <c>singular</c>, <c>short</c>, <c>categories</c>, <c>verbs</c> words, <c>namespaced</c> or <c>cluster</c>.</item>
/// <item><c>name</c> subdomain, label, dns1035 or segment: which names are possible. <c>generation</c>: changes are counted. <c>keepstatus</c>: a new object
/// may come with its status. <c>stored v2</c>: the version objects are stored in, with its package if that is another, such as <c>stored v1 core</c>. <c>update unconditional creates</c>: updates may come without a version, and
/// create what is not there. <c>delete object</c>: a deletion answers what went. <c>deprecated</c> text: what every answer warns of.</item>
/// <item><c>sub</c> name [kind or package.kind] [verbs]: a subresource. <c>select</c> paths, each with <c>=</c> and what an object that lacks it has.</item>
/// <item><c>default</c> path <c>=</c> JSON, <c>complete</c>, <c>prepare</c>, <c>rule</c> names: functions (<see cref="ObjectCompletions"/>,
/// <see cref="ObjectPreparations"/>, <see cref="ObjectRuleTable"/>); <c>grace</c> name: how long an object has to end
/// (<see cref="PodGrace"/>). <c>immutable</c> path [message] [<c>forbidden</c>].</item>
/// <item><c>column</c> name type [<c>wide</c>] source, <c>age</c>: tables (<see cref="ColumnReader"/>). Without one there is the time of creation.</item>
/// </list>
/// </remarks>
internal sealed class KindReader(IReadOnlyDictionary<(string Package, string Name), ObjectDefinition> types, KindTables tables)
{
    private const string CannotChange = "field is immutable";

    private readonly Dictionary<string, TablePackage> _packages =
        tables.Kinds.Concat(tables.Types).Select(static one => one.Package).DistinctBy(static one => one.Name).ToDictionary(static one => one.Name);

    /// <summary>All kinds, in the order of the tables.</summary>
    /// <exception cref="KindTableException">A line is not right.</exception>
    public IReadOnlyList<KindDefinition> Read() => [.. tables.Kinds.Select(Kind)];

    private KindDefinition Kind(Declaration declaration)
    {
        var package = declaration.Package;
        if (package.Version.Length == 0) throw declaration.Head.Error("a kind in a package without a group");
        var kind = new KindDefinition
        {
            Group = package.GroupName,
            Version = package.Version,
            Kind = declaration.Name,
            Plural = declaration.Head.Word(2, "its plural"),
            Singular = Lower(declaration.Name),
            Type = types.GetValueOrDefault((package.Name, declaration.Name)) ?? throw declaration.Head.Error($"there is no type {declaration.Name}"),
        };
        foreach (var line in declaration.Lines) kind = Apply(kind, line, package);
        return kind.Columns.Count > 0 ? kind : kind with { Columns = [ColumnReader.CreatedAt] };
    }

    private KindDefinition Apply(KindDefinition kind, TableLine line, TablePackage package) => line.Words[0] switch
    {
        "about" => kind with { Description = line.Rest },
        "singular" => kind with { Singular = line.Word(1, "its singular") },
        "namespaced" => kind with { IsNamespaced = true },
        "cluster" => kind with { IsNamespaced = false },
        "short" => kind with { ShortNames = Arguments(line) },
        "categories" => kind with { Categories = Arguments(line) },
        "verbs" => kind with { Verbs = Arguments(line) },
        "generation" => kind with { HasGeneration = true },
        "keepstatus" => kind with { KeepsStatusOnCreate = true },
        "update" => Update(kind, line),
        "delete" => Is(line, 1, "object") ? kind with { ReturnsDeletedObject = true } : throw line.Error("delete: only object may follow"),
        "deprecated" => kind with { DeprecationWarning = line.Rest },
        "stored" => Stored(kind, line),
        "name" => kind with { NameRule = Name(line) },
        "sub" => kind with { Subresources = [.. kind.Subresources, Subresource(kind, line, package)] },
        "select" => kind with { SelectableFields = Select(kind.SelectableFields, line) },
        "column" => kind with { Columns = [.. kind.Columns, ColumnReader.Read(line)] },
        "age" => kind with { Columns = [.. kind.Columns, TableColumn.Age] },
        _ => Behaviour(kind, line),
    };

    private static KindDefinition Behaviour(KindDefinition kind, TableLine line) => line.Words[0] switch
    {
        "default" => kind with { Defaults = [.. kind.Defaults, Default(line)] },
        "complete" => kind with { Completions = Functions(line, ObjectCompletions.Find) },
        "prepare" => kind with { Preparations = Functions(line, ObjectPreparations.Find) },
        "rule" => kind with { Rules = Functions(line, ObjectRuleTable.Find) },
        "grace" => kind with { Grace = Functions(line, PodGrace.Find)[0] },
        "immutable" => kind with { FixedFields = [.. kind.FixedFields, Fixed(line)] },
        _ => throw line.Error($"unknown: {line.Words[0]}"),
    };

    private KindDefinition Stored(KindDefinition kind, TableLine line)
    {
        kind = kind with { StorageVersion = line.Word(1, "the version") };
        if (line.Words.Count < 3) return kind;
        var owner = _packages.GetValueOrDefault(line.Words[2]) ?? throw line.Error($"there is no package {line.Words[2]}");
        return kind with { StorageGroup = owner.GroupName };
    }

    private Subresource Subresource(KindDefinition kind, TableLine line, TablePackage package)
    {
        var name = line.Word(1, "its name");
        var spoken = line.Words.Count > 2 ? line.Words[2] : kind.Kind;
        IReadOnlyList<string> verbs = line.Words.Count > 3 ? [.. line.Words.Skip(3)] : Resources.Subresource.Status(spoken).Verbs;
        var dot = spoken.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0) return new Subresource(name, "", "", spoken, verbs);
        var owner = _packages.GetValueOrDefault(spoken[..dot]) ?? throw line.Error($"there is no package {spoken[..dot]}");
        return owner == package
            ? new Subresource(name, "", "", spoken[(dot + 1)..], verbs)
            : new Subresource(name, owner.GroupName, owner.Version, spoken[(dot + 1)..], verbs);
    }

    private static Dictionary<string, string> Select(IReadOnlyDictionary<string, string> before, TableLine line)
    {
        var fields = new Dictionary<string, string>(before, StringComparer.Ordinal);
        foreach (var word in Arguments(line))
        {
            var parts = word.Split('=', 2);
            if (!fields.TryAdd(parts[0], parts.Length > 1 ? parts[1] : "")) throw line.Error($"a second {parts[0]}");
        }

        return fields;
    }

    private static KindDefinition Update(KindDefinition kind, TableLine line)
    {
        foreach (var word in Arguments(line))
        {
            kind = word switch
            {
                "unconditional" => kind with { AllowsUnconditionalUpdate = true },
                "creates" => kind with { AllowsCreateOnUpdate = true },
                _ => throw line.Error($"update: unconditional and creates may follow, not {word}"),
            };
        }

        return kind;
    }

    private static bool Is(TableLine line, int index, string word) => index < line.Words.Count && line.Words[index] == word;

    private static (string Path, JsonNode Value) Default(TableLine line)
    {
        var parts = line.Rest.Split(" = ", 2);
        if (parts.Length != 2) throw line.Error("default has a path, = and a value");
        try
        {
            return (parts[0].Trim(), JsonNode.Parse(parts[1]) ?? throw line.Error("null is no default"));
        }
        catch (JsonException)
        {
            throw line.Error($"a default that is no JSON: {parts[1]}");
        }
    }

    private static FixedField Fixed(TableLine line)
    {
        var isForbidden = Is(line, 3, "forbidden");
        return new FixedField(line.Word(1, "the path"), line.Words.Count > 2 ? line.Words[2] : CannotChange, isForbidden);
    }

    private static NameRule Name(TableLine line) => line.Word(1, "the rule") switch
    {
        "subdomain" => NameRule.Subdomain,
        "label" => NameRule.Label,
        "dns1035" => NameRule.ServiceLabel,
        "segment" => NameRule.PathSegment,
        var other => throw line.Error($"there is no rule of names {other}"),
    };

    private static IReadOnlyList<T> Functions<T>(TableLine line, Func<string, T?> find)
        where T : class =>
        [.. Arguments(line).Select(name => find(name) ?? throw line.Error($"there is no function {name}"))];

    private static string[] Arguments(TableLine line) => line.Words.Count > 1 ? [.. line.Words.Skip(1)] : throw line.Error($"{line.Words[0]}: nothing follows");

    private static string Lower(string kind) => string.Create(kind.Length, kind, static (letters, text) => text.AsSpan().ToLowerInvariant(letters));
}
