using System.Globalization;
using System.Text;
using Actors.Kernel;
using Actors.Reconciling;

namespace Actors.Operators.Management;

/// <summary>The order of a list, and where in it a page begins.</summary>
internal sealed class ActorOrder
{
    private const int NameMax = 512;

    private readonly string _by;
    private readonly OrderPlace? _after;

    private ActorOrder(string by, OrderPlace? after) => (_by, _after) = (by, after);

    /// <summary>Reads what the page before has given.</summary>
    /// <exception cref="ManagementException">It is from another list.</exception>
    public static ActorOrder Read(string by, string? token)
    {
        if (token is null) return new ActorOrder(by, null);
        var bytes = new byte[token.Length];
        var parts = Convert.TryFromBase64String(Padded(token), bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length).Split('\n', 3) : [];
        return parts is [var order, var value, var name] && order == by && long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? new ActorOrder(by, new OrderPlace(number, Encoding.UTF8.GetBytes(name)))
            : throw ManagementException.BadRequest($"continue={token}: it is not from a list sorted by {by}; take that of the page before, with the same other parameters");
    }

    /// <summary>Where an object stands.</summary>
    public OrderPlace PlaceOf(ActorSummary one) => new(ValueOf(one), Encoding.UTF8.GetBytes($"{one.Namespace}/{one.Name}/{one.Kind}/{one.Uid}"));

    /// <summary>Whether a place comes behind the page before.</summary>
    public bool IsBehind(OrderPlace place) => _after is null || place.CompareTo(_after) > 0;

    /// <summary>Whether an object may come behind the page before and before another place, as far as a glance says: allocates nothing, since most of many objects are not on a page.</summary>
    /// <param name="one">The object.</param>
    /// <param name="end">The other place; null if there is none yet.</param>
    /// <param name="timeOf">What time a moment was.</param>
    public bool MayBeBefore(in ResourceGlance one, OrderPlace? end, Func<Instant, DateTimeOffset> timeOf)
    {
        if (_after is null && end is null) return true;
        var value = ValueOf(one, timeOf);
        Span<byte> buffer = stackalloc byte[NameMax];
        if (!TryName(one, buffer, out var length)) return true;
        var name = buffer[..length];
        return (_after is null || _after.CompareWith(value, name) < 0) && (end is null || end.CompareWith(value, name) > 0);
    }

    /// <summary>Asks for what comes behind an object.</summary>
    public string ContinueAfter(ActorSummary last)
    {
        var place = PlaceOf(last);
        return Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_by}\n{place.Value.ToString(CultureInfo.InvariantCulture)}\n{Encoding.UTF8.GetString(place.Name)}"))
            .TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    /// <summary>As <see cref="PlaceOf"/> has it; false for names that are longer than Kubernetes allows, or written with escapes.</summary>
    private static bool TryName(in ResourceGlance one, Span<byte> name, out int length)
    {
        var (subject, kind) = (one.Object, one.Controller.Kind.Kind);
        length = 0;
        if (subject.NamespaceUtf8.Length + subject.NameUtf8.Length + (3 * kind.Length) + subject.UidUtf8.Length + 3 > name.Length) return false;
        length = Put(name, 0, subject.NamespaceUtf8);
        name[length++] = (byte)'/';
        length = Put(name, length, subject.NameUtf8);
        name[length++] = (byte)'/';
        length += Encoding.UTF8.GetBytes(kind, name[length..]);
        name[length++] = (byte)'/';
        length = Put(name, length, subject.UidUtf8);
        return !name[..length].Contains((byte)'\\');
    }

    private static int Put(Span<byte> name, int at, ReadOnlySpan<byte> part)
    {
        part.CopyTo(name[at..]);
        return at + part.Length;
    }

    // The smallest first: what is to be seen first is the longest, most or next due.
    private long ValueOf(ActorSummary one) => _by switch
    {
        "age" => one.Since.UtcTicks,
        "attempts" => -one.Attempts,
        "due" => one.DueAt?.UtcTicks ?? long.MaxValue,
        "duration" => ByDuration(one.LastSeconds),
        _ => 0,
    };

    private long ValueOf(in ResourceGlance one, Func<Instant, DateTimeOffset> timeOf) => _by switch
    {
        "age" => timeOf(one.Since).UtcTicks,
        "attempts" => -one.Failures,
        "due" => one.DueAt is { } due ? timeOf(due).UtcTicks : long.MaxValue,
        "duration" => ByDuration(one.HasRun ? one.Took.TotalSeconds : null),
        _ => 0,
    };

    private static long ByDuration(double? seconds) => -(long)((seconds ?? -1) * 1000);

    private static string Padded(string token) => token.Replace('-', '+').Replace('_', '/') + new string('=', (4 - (token.Length % 4)) % 4);
}
