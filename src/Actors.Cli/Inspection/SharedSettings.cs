using Actors.Cli.Inspection.Output;

namespace Actors.Cli.Inspection;

/// <summary>What every command takes.</summary>
/// <param name="Format">How to print.</param>
/// <param name="Namespace">The namespace; null for the command's default.</param>
/// <param name="Scope"><c>replica</c> or <c>fleet</c>; null for the command's default.</param>
/// <param name="Replica">The replica to answer; null for the one that is asked.</param>
internal sealed record SharedSettings(OutputFormat Format, string? Namespace, string? Scope, string? Replica);
