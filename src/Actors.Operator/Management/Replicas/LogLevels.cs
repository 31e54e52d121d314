using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Actors.Operators.Management;

/// <summary>Changes what is logged while the operator runs, over what its configuration says. Ends with the process.</summary>
internal sealed class LogLevels : IPostConfigureOptions<LoggerFilterOptions>, IOptionsChangeTokenSource<LoggerFilterOptions>, IDisposable
{
    private const int CategoriesMax = 100;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, LogLevel> _levels = new(StringComparer.Ordinal);
    private CancellationTokenSource _changed = new();

    public string Name => Options.DefaultName;

    /// <summary>What was set, by category; the empty one is all that has none of its own.</summary>
    public IReadOnlyDictionary<string, string> All
    {
        get
        {
            lock (_gate) return _levels.ToDictionary(static one => one.Key, static one => one.Value.ToString());
        }
    }

    /// <summary>Sets the level of a category and all below it; null takes back what was set. False if there are too many.</summary>
    public bool Set(string category, LogLevel? level)
    {
        CancellationTokenSource before;
        lock (_gate)
        {
            if (level is null) _levels.Remove(category);
            else if (_levels.Count < CategoriesMax || _levels.ContainsKey(category)) _levels[category] = level.Value;
            else return false;
            (before, _changed) = (_changed, new CancellationTokenSource());
        }

        before.Cancel();
        before.Dispose();
        return true;
    }

    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        lock (_gate)
        {
            foreach (var (category, level) in _levels)
            {
                // A rule that names the same category, or a provider as well, would win over this one.
                var isAll = category.Length == 0;
                for (var at = options.Rules.Count - 1; at >= 0; at--)
                {
                    if (options.Rules[at] is { Filter: null } rule && (isAll ? rule.CategoryName is null : rule.CategoryName == category)) options.Rules.RemoveAt(at);
                }

                options.Rules.Add(new LoggerFilterRule(null, isAll ? null : category, level, null));
                if (level < options.MinLevel) options.MinLevel = level;
            }
        }
    }

    public IChangeToken GetChangeToken()
    {
        lock (_gate) return new CancellationChangeToken(_changed.Token);
    }

    public void Dispose() => _changed.Dispose();
}
