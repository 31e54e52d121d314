using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Actors.Cluster;

/// <summary>
/// The shard map as text, for people and replicas alike: a head line, a line for each run of neighbouring shards of the same place, one for each ingest.
/// </summary>
/// <example>
/// <code>
/// shards/v1 epoch=17 shards=256
/// 0-84 pod-a_x1
/// 85-90 pod-b_y2 > pod-a_x1 @17
/// 91-255 -
/// ingest databases.example.com pod-a_x1
/// </code>
/// </example>
internal static class ShardMapText
{
    /// <summary>The format written and read here. A replica says in its Lease which it reads.</summary>
    public const string Format = "v1";

    public const int ShardsMax = 4096;

    // Far from where numbers end, so that those who count on cannot come to it.
    public const long EpochMax = 1L << 53;

    private const string Head = "shards/";
    private const string Nobody = "-";

    public static string Write(ShardMap map)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Head}{Format} epoch={map.Epoch} shards={map.Shards.Count}\n");
        for (var from = 0; from < map.Shards.Count;)
        {
            var to = from;
            while (to + 1 < map.Shards.Count && map.Shards[to + 1] == map.Shards[from]) to++;
            Write(text, from, to, map.Shards[from]);
            from = to + 1;
        }

        foreach (var (kind, replica) in map.Ingests.OrderBy(static one => one.Key, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"ingest {kind} {replica}\n");
        return text.ToString();
    }

    /// <summary>Reads a map; where that is none, says what is wrong and in which line.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out ShardMap? map, [NotNullWhen(false)] out string? error)
    {
        var reader = new Reader();
        var lines = text.Split('\n', StringSplitOptions.TrimEntries);
        (map, error) = (null, null);
        for (var at = 0; at < lines.Length && error is null; at++)
        {
            if (lines[at].Length > 0 && reader.Read(lines[at]) is { } wrong) error = $"Line {at + 1} of the shard map, '{lines[at]}': {wrong}";
        }

        error ??= reader.Missing();
        if (error is null) map = reader.ToMap();
        return error is null;
    }

    /// <summary>Whether a map is of a format that came after the one known here: nothing is wrong with it then, but with who reads it.</summary>
    public static bool IsNewer(string text)
    {
        var head = text.AsSpan().TrimStart();
        if (!head.StartsWith(Head + "v", StringComparison.Ordinal)) return false;
        var version = head[(Head.Length + 1)..];
        var end = version.IndexOfAnyExceptInRange('0', '9');
        return int.TryParse(end < 0 ? version : version[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > int.Parse(Format.AsSpan(1), CultureInfo.InvariantCulture);
    }

    private static void Write(StringBuilder text, int from, int to, ShardPlace place)
    {
        text.Append(CultureInfo.InvariantCulture, $"{from}").Append(to > from ? string.Create(CultureInfo.InvariantCulture, $"-{to}") : "").Append(' ').Append(place.Owner ?? Nobody);
        if (place.Next is { } next) text.Append(CultureInfo.InvariantCulture, $" > {next} @{place.OrderedAt}");
        text.Append('\n');
    }

    private sealed class Reader
    {
        private readonly Dictionary<string, string> _ingests = new(StringComparer.Ordinal);
        private ShardPlace[]? _shards;
        private long _epoch;
        private int _read;

        /// <summary>What is wrong with the next line; null if nothing is.</summary>
        public string? Read(string line) => _shards is null ? ReadHead(line) : ReadLine(line, _shards);

        private string? ReadHead(string line)
        {
            var words = line.Split(' ');
            if (!words[0].StartsWith(Head, StringComparison.Ordinal)) return $"'{Head}{Format} epoch=… shards=…' is expected";
            if (words[0] != Head + Format) return $"format {words[0][Head.Length..]} is not known here, {Format} is";
            if (words.Length != 3 || !TryNumber(words[1], "epoch=", 1, EpochMax, out _epoch)) return $"epoch=… must be a number, 1 to {EpochMax}";
            if (!TryNumber(words[2], "shards=", 1, ShardsMax, out var count)) return $"shards=… must be a number, 1 to {ShardsMax}";
            _shards = new ShardPlace[count];
            return null;
        }

        private string? ReadLine(string line, ShardPlace[] shards)
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words[0] == "ingest")
            {
                if (words.Length != 3) return "'ingest KIND REPLICA' is expected";
                return _ingests.TryAdd(words[1], words[2]) ? null : "the kind has a replica already";
            }

            if (ReadRange(words[0]) is not { } range) return "'FROM-TO OWNER' or 'FROM-TO OWNER > NEXT @EPOCH' is expected";
            if (range.From != _read || range.To < range.From || range.To >= shards.Length) return $"the range must begin with {_read} and end before {shards.Length}";
            if (ReadPlace(words) is not { } place) return "'OWNER' or 'OWNER > NEXT @EPOCH', of two replicas and with an epoch not above the map's, is expected behind the range";
            shards.AsSpan(range.From, range.To + 1 - range.From).Fill(place);
            _read = range.To + 1;
            return null;
        }

        public string? Missing()
        {
            if (_shards is null) return $"The shard map is empty: '{Head}{Format} epoch=… shards=…' is expected in its first line";
            return _read < _shards.Length ? $"The shard map has no shards from {_read} to {_shards.Length - 1}" : null;
        }

        public ShardMap ToMap() => new(_epoch, _shards!, _ingests);

        private static (int From, int To)? ReadRange(string word)
        {
            var dash = word.IndexOf('-', StringComparison.Ordinal);
            if (!TryNumber(dash < 0 ? word : word[..dash], "", 0, ShardsMax, out var from)) return null;
            if (!TryNumber(dash < 0 ? word : word[(dash + 1)..], "", 0, ShardsMax, out var to)) return null;
            return ((int)from, (int)to);
        }

        private ShardPlace? ReadPlace(string[] words)
        {
            if (words.Length == 2) return new ShardPlace(words[1] == Nobody ? null : words[1]);
            if (words.Length != 5 || words[2] != ">" || words[1] == Nobody || words[3] == Nobody || words[1] == words[3] || !TryNumber(words[4], "@", 1, _epoch, out var orderedAt)) return null;
            return new ShardPlace(words[1], words[3], orderedAt);
        }

        private static bool TryNumber(string word, string prefix, long min, long max, out long number)
        {
            number = 0;
            return word.StartsWith(prefix, StringComparison.Ordinal)
                && long.TryParse(word.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out number)
                && number >= min && number <= max;
        }
    }
}
