namespace Actors.Load.Subjects;

/// <summary>How a process that is measured is to run.</summary>
/// <param name="Server">The API server.</param>
/// <param name="Name">Its name; the server knows it by that.</param>
/// <param name="SecretFile">The secret of its fleet; null if it works alone.</param>
/// <param name="IsElected">Whether it works only while it is the leader.</param>
/// <param name="Ledger">The file of its ledger; null for none.</param>
/// <param name="Selector">Which objects an operator works on, by their labels; null for all.</param>
internal sealed record SubjectOptions(Uri Server, string Name, string? SecretFile, bool IsElected, string? Ledger, string? Selector)
{
    /// <summary>The operator's name.</summary>
    public const string Operator = "load-operator";
}
