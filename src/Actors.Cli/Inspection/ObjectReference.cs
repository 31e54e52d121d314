using System.Text.Json;
using Actors.Cli.Inspection.Client;
using Actors.Operators.Management;

namespace Actors.Cli.Inspection;

/// <summary>An object somebody has named.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Namespace">Its namespace; empty for one of the whole cluster.</param>
/// <param name="Name">Its name.</param>
internal sealed record ObjectReference(KindInfo Kind, string Namespace, string Name)
{
    private const string DefaultNamespace = "default";
    private const string OfCluster = "-";
    private const string Form = "it is: NAMESPACE/NAME, or KIND NAMESPACE/NAME; NAME alone is one of the namespace of -n, or of default";

    /// <summary>Its route.</summary>
    public string Path => $"/actors/{Uri.EscapeDataString(KindNames.PathOf(Kind))}/{Uri.EscapeDataString(Namespace.Length == 0 ? OfCluster : Namespace)}/{Uri.EscapeDataString(Name)}";

    public static string Display(string namespaceName, string name) => namespaceName.Length == 0 ? name : $"{namespaceName}/{name}";

    /// <summary>Finds out which object is meant, asking what kinds there are and, where several can be meant, which of them has that name.</summary>
    /// <param name="session">Whom to ask.</param>
    /// <param name="words"><c>[KIND] [NAMESPACE/]NAME</c>, or <c>KIND/NAMESPACE/NAME</c>.</param>
    /// <param name="kindOption">The kind, if it was given by an option.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="InspectionException">It cannot be told, or there is no such kind.</exception>
    public static async Task<ObjectReference> ReadAsync(Session session, IReadOnlyList<string> words, string? kindOption, CancellationToken cancellation)
    {
        var parts = words[^1].Split('/');
        if (parts.Length > 3 || parts.Any(static one => one.Length == 0) || (parts.Length == 3 && words.Count > 1)) throw InspectionException.Usage($"'{words[^1]}' names no object; {Form}");
        var typedKind = parts.Length == 3 ? parts[0] : words.Count > 1 ? words[0] : kindOption;
        var typedNamespace = parts.Length > 1 ? parts[^2] : session.Settings.Namespace;
        var kinds = await session.KindsAsync(cancellation);
        var kind = typedKind is not null ? kinds.Find(typedKind) : await GuessAsync(session, kinds, typedNamespace ?? DefaultNamespace, parts[^1], cancellation);
        return new ObjectReference(kind, kind.IsNamespaced && typedNamespace != OfCluster ? typedNamespace ?? DefaultNamespace : "", parts[^1]);
    }

    /// <summary>Asks for the object; where there is none of that name, says which is nearest.</summary>
    public async Task<JsonElement> AskAsync(Session session, HttpMethod method, string action, CancellationToken cancellation)
    {
        try
        {
            return await session.AskFleetAsync(method, Path + action, [], cancellation);
        }
        catch (InspectionException failure) when (failure.ExitCode == ExitCodes.NotFound && !failure.Message.Contains("did you mean", StringComparison.Ordinal))
        {
            var near = await NearestAsync(session, cancellation);
            throw new InspectionException(ExitCodes.NotFound, $"{failure.Message}{(near is null ? "" : $"; did you mean '{near}'?")}");
        }
    }

    private async Task<string?> NearestAsync(Session session, CancellationToken cancellation)
    {
        var same = await ListAsync(session, new() { { "kind", KindNames.PathOf(Kind) }, { "name", Name }, { "limit", "500" } }, cancellation);
        if (same.FirstOrDefault(one => one.Name == Name && one.Namespace != Namespace) is { } elsewhere) return Display(elsewhere.Namespace, elsewhere.Name);
        var all = await ListAsync(session, new() { { "kind", KindNames.PathOf(Kind) }, { "namespace", Namespace.Length == 0 ? null : Namespace }, { "limit", "500" } }, cancellation);
        return Inspection.Nearest.Of(Name, all.Select(static one => one.Name)) is { } near ? Display(Namespace, near) : null;
    }

    private static async Task<KindInfo> GuessAsync(Session session, KindNames kinds, string namespaceName, string name, CancellationToken cancellation)
    {
        if (kinds.All.Count == 1) return kinds.All[0];
        var items = await ListAsync(session, new() { { "name", name }, { "limit", "500" } }, cancellation);
        var found = items.Where(one => one.Name == name && (one.Namespace == namespaceName || one.Namespace.Length == 0)).Select(static one => one.Kind).Distinct().ToList();
        return found.Count switch
        {
            1 => kinds.Find(found[0]),
            0 => throw new InspectionException(
                ExitCodes.NotFound,
                $"there is no object {Display(namespaceName, name)} of {string.Join(", ", kinds.All.Select(static one => one.Kind))}{Inspection.Nearest.Hint(name, await NamesAsync(session, namespaceName, cancellation))}"),
            _ => throw InspectionException.Usage($"{Display(namespaceName, name)} can be {string.Join(" or ", found)}: say which with --kind"),
        };
    }

    private static async Task<IEnumerable<string>> NamesAsync(Session session, string namespaceName, CancellationToken cancellation) =>
        (await ListAsync(session, new() { { "namespace", namespaceName }, { "limit", "500" } }, cancellation)).Select(static one => one.Name);

    private static async Task<IReadOnlyList<ActorSummary>> ListAsync(Session session, Query query, CancellationToken cancellation) =>
        Answers.Read(await session.AskFleetAsync(HttpMethod.Get, "/actors", query, cancellation), ManagementJson.Default.ActorsAnswer).Items;
}
