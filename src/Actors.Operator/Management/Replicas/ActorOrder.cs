using System.Globalization;
using System.Text;

namespace Actors.Operators.Management;

/// <summary>The order of a list, and where in it a page begins.</summary>
internal sealed class ActorOrder : IComparer<ActorSummary>
{
    private readonly string _by;
    private readonly (long Value, string Name)? _after;

    private ActorOrder(string by, (long Value, string Name)? after) => (_by, _after) = (by, after);

    /// <summary>Reads what the page before has given.</summary>
    /// <exception cref="ManagementException">It is from another list.</exception>
    public static ActorOrder Read(string by, string? token)
    {
        if (token is null) return new ActorOrder(by, null);
        var bytes = new byte[token.Length];
        var parts = Convert.TryFromBase64String(Padded(token), bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length).Split('\n', 3) : [];
        return parts is [var order, var value, var name] && order == by && long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? new ActorOrder(by, (number, name))
            : throw ManagementException.BadRequest($"continue={token}: it is not from a list sorted by {by}; take that of the page before, with the same other parameters");
    }

    /// <summary>Whether an object comes behind the page before.</summary>
    public bool IsBehind(ActorSummary one) => _after is not { } after || Compare((ValueOf(one), NameOf(one)), after) > 0;

    public int Compare(ActorSummary? x, ActorSummary? y) => Compare((ValueOf(x!), NameOf(x!)), (ValueOf(y!), NameOf(y!)));

    /// <summary>Asks for what comes behind an object.</summary>
    public string ContinueAfter(ActorSummary last) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_by}\n{ValueOf(last).ToString(CultureInfo.InvariantCulture)}\n{NameOf(last)}")).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static int Compare((long Value, string Name) x, (long Value, string Name) y) =>
        x.Value != y.Value ? x.Value.CompareTo(y.Value) : string.CompareOrdinal(x.Name, y.Name);

    private static string NameOf(ActorSummary one) => $"{one.Namespace}/{one.Name}/{one.Kind}/{one.Uid}";

    // The smallest first: what is to be seen first is the longest, most or next due.
    private long ValueOf(ActorSummary one) => _by switch
    {
        "age" => one.Since.UtcTicks,
        "attempts" => -one.Attempts,
        "due" => one.DueAt?.UtcTicks ?? long.MaxValue,
        "duration" => -(long)((one.LastSeconds ?? -1) * 1000),
        _ => 0,
    };

    private static string Padded(string token) => token.Replace('-', '+').Replace('_', '/') + new string('=', (4 - (token.Length % 4)) % 4);
}
