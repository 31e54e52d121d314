using Actors.Cli.Inspection.Client;
using Actors.Operators.Management;

namespace Actors.Cli.Inspection;

/// <summary>The kinds an operator reconciles, and the names they go by.</summary>
internal sealed class KindNames(IReadOnlyList<KindInfo> kinds)
{
    /// <summary>What is longer is a name somebody has mistyped, rather than a short one.</summary>
    private const int ShortMax = 4;

    public IReadOnlyList<KindInfo> All => kinds;

    /// <summary>Names to complete: what kubectl completes.</summary>
    public IEnumerable<string> Plurals => kinds.Select(static one => one.Plural);

    public static async Task<KindNames> ReadAsync(ManagementClient client, CancellationToken cancellation, TimeSpan? limit = null)
    {
        var json = await client.SendAsync(HttpMethod.Get, "/config", [], cancellation, limit);
        return new KindNames(Answers.Read(json, ManagementJson.Default.ConfigAnswer).Kinds);
    }

    /// <summary>
    /// Finds a kind by its name, plural or singular, with or without group, in any case, or by the beginning of its name, or two to four letters of it in their order, if only one has them:
    /// <c>db</c> is Database. The operator knows no other short names than those.
    /// </summary>
    /// <exception cref="InspectionException">There is none, or there are several.</exception>
    public KindInfo Find(string name)
    {
        List<KindInfo> found = [.. kinds.Where(one => Names(one).Contains(name, StringComparer.OrdinalIgnoreCase))];
        if (found.Count == 0) found = [.. kinds.Where(one => IsShortFor(name, one.Plural))];
        if (found.Count == 1) return found[0];
        if (found.Count > 1)
            throw InspectionException.Usage($"'{name}' can be {string.Join(" or ", found.Select(static one => $"{one.Plural}.{one.Group}"))}: say which");
        var known = kinds.Select(static one => one.Kind).ToList();
        throw new InspectionException(ExitCodes.NotFound, $"there is no kind '{name}' here{Nearest.Hint(name, kinds.SelectMany(Names))}; there is: {string.Join(", ", known)}");
    }

    /// <summary>What a path names a kind by.</summary>
    public static string PathOf(KindInfo kind) => kind.Group.Length == 0 ? kind.Plural : $"{kind.Plural}.{kind.Group}";

    private static IEnumerable<string> Names(KindInfo kind) =>
        kind.Group.Length == 0 ? [kind.Kind, kind.Plural] : [kind.Kind, kind.Plural, $"{kind.Kind}.{kind.Group}", $"{kind.Plural}.{kind.Group}"];

    private static bool IsShortFor(string name, string plural)
    {
        if (name.Length >= 2 && plural.StartsWith(name, StringComparison.OrdinalIgnoreCase)) return true;
        if (name.Length is < 2 or > ShortMax || char.ToLowerInvariant(name[0]) != char.ToLowerInvariant(plural[0])) return false;
        var at = 0;
        foreach (var letter in plural)
        {
            if (at < name.Length && char.ToLowerInvariant(letter) == char.ToLowerInvariant(name[at])) at++;
        }

        return at == name.Length;
    }
}
