using System.Text;

namespace Actors.Objects.Tests;

/// <summary>What a real server sent.</summary>
internal static class Recorded
{
    public static byte[] ListPage { get; } = Read("list-page.json");

    /// <summary>The lines of a streaming list with changes after it.</summary>
    public static IReadOnlyList<byte[]> WatchLines { get; } =
        [.. Encoding.UTF8.GetString(Read("watchlist.ndjson")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Encoding.UTF8.GetBytes)];

    private static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Objects", "Data", name));
}
