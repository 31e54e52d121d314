using System.Text;
using Actors.Objects;

namespace Actors.Ingest.Tests;

/// <summary>Small objects for tests.</summary>
internal static class Databases
{
    public static KubernetesObject Make(string name, ulong version, string? uid = null) => KubernetesObject.Parse(Encoding.UTF8.GetBytes(
        $$$"""{"apiVersion":"x/v1","kind":"Database","metadata":{"name":"{{{name}}}","namespace":"n","uid":"{{{uid ?? name}}}","resourceVersion":"{{{version}}}"}}"""));

    public static ObjectList List(ulong version, params KubernetesObject[] items) => Page(version, "", items);

    public static ObjectList Page(ulong version, string continueToken, params KubernetesObject[] items) => new($"{version}", continueToken, null, "", items);

    public static WatchEvent Added(KubernetesObject subject) => new(WatchEventType.Added, subject);

    public static WatchEvent Modified(KubernetesObject subject) => new(WatchEventType.Modified, subject);

    public static WatchEvent Deleted(KubernetesObject subject) => new(WatchEventType.Deleted, subject);

    public static WatchEvent Bookmark(ulong version, bool endsInitialEvents = false)
    {
        var annotations = endsInitialEvents ? ",\"annotations\":{\"k8s.io/initial-events-end\":\"true\"}" : "";
        var json = "{\"metadata\":{\"resourceVersion\":\"" + version + "\"" + annotations + "}}";
        return new WatchEvent(WatchEventType.Bookmark, KubernetesObject.Parse(Encoding.UTF8.GetBytes(json)));
    }

    public static WatchEvent Error(int code, string reason, int? retryAfterSeconds = null)
    {
        var details = retryAfterSeconds is { } seconds ? ",\"details\":{\"retryAfterSeconds\":" + seconds + "}" : "";
        var json = "{\"kind\":\"Status\",\"metadata\":{},\"code\":" + code + ",\"reason\":\"" + reason + "\",\"message\":\"said so\"" + details + "}";
        return new WatchEvent(WatchEventType.Error, KubernetesObject.Parse(Encoding.UTF8.GetBytes(json)));
    }
}
