namespace Actors.Operators.Hosting;

/// <summary>Names controllers.</summary>
internal static class ControllerNames
{
    /// <summary>The kind in lower case, with its group where two kinds have the same name.</summary>
    public static string Of(ControllerRegistration registration, IReadOnlyList<ControllerRegistration> all)
    {
        var kind = Lower(registration.Kind.Kind);
        var isAmbiguous = all.Any(other => other != registration && Lower(other.Kind.Kind) == kind);
        return isAmbiguous && registration.Kind.Group.Length > 0 ? $"{kind}.{registration.Kind.Group}" : kind;
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Globalization", "CA1308", Justification = "Kubernetes's names are in lower case.")]
    private static string Lower(string kind) => kind.ToLowerInvariant();
}
