namespace Actors.Operators.Fleet;

/// <summary>Remembers what goes wrong, so that it is said once and not with each try.</summary>
internal sealed class ProblemLog
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

    public bool IsNew(string about, string problem)
    {
        lock (_gate)
        {
            if (_known.TryGetValue(about, out var known) && known == problem) return false;
            _known[about] = problem;
            return true;
        }
    }

    /// <returns>Whether there was a problem.</returns>
    public bool Solved(string about)
    {
        lock (_gate) return _known.Remove(about);
    }
}
