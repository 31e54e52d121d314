using Actors.Kubernetes.Models;

namespace Actors.ApiServer.Workloads;

/// <summary>Times as objects hold them.</summary>
internal static class Times
{
    public static DateTimeOffset? Read(string text) => Time.TryParse(text, out var time) ? time.Value : null;

    public static string Write(DateTimeOffset time) => new Time(time).ToString();

    /// <summary>The earlier of two times, of which either may be missing.</summary>
    public static DateTimeOffset? Earlier(DateTimeOffset? left, DateTimeOffset? right) =>
        left is null ? right : right is null || left < right ? left : right;
}
