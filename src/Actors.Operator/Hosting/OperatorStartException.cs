namespace Actors.Operators.Hosting;

/// <summary>An operator cannot start, and who starts it can put that right: the message says what, where, and what would be right.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1064", Justification = "For who builds the host, it is an InvalidOperationException.")]
internal sealed class OperatorStartException(string problem, Exception? cause = null) : InvalidOperationException(problem, cause);
