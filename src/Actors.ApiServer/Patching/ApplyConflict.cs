using System.Globalization;

namespace Actors.ApiServer.Patching;

/// <summary>The fields of one manager that an apply of another would change.</summary>
/// <param name="Manager">Who owns them.</param>
/// <param name="Fields">Which they are.</param>
internal sealed record ApplyConflict(ManagerIdentity Manager, FieldSet Fields)
{
    /// <summary>The refusal of an apply.</summary>
    public static PatchError Refuse(IReadOnlyCollection<ApplyConflict> conflicts)
    {
        var ordered = conflicts.OrderBy(conflict => conflict.Manager.SortKey, StringComparer.Ordinal).ToList();
        var causes = (from conflict in ordered
                      from path in conflict.Fields.Paths()
                      select new PatchCause("FieldManagerConflict", $"conflict with {conflict.Manager}", path)).ToList();
        return new PatchError(409, "Conflict", Message(ordered, causes)) { Causes = causes };
    }

    private static string Message(List<ApplyConflict> conflicts, List<PatchCause> causes)
    {
        if (causes is [var only]) return $"Apply failed with 1 conflict: {only.Message}: {only.Field}";
        var lines = conflicts.SelectMany(conflict => conflict.Fields.Paths().Select(path => $"- {path}").Prepend($"conflicts with {conflict.Manager}:"));
        return string.Create(CultureInfo.InvariantCulture, $"Apply failed with {causes.Count} conflicts: {string.Join('\n', lines)}");
    }
}
