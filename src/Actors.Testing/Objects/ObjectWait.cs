using System.Globalization;
using System.Text;
using Actors.Kubernetes;
using Actors.Kubernetes.Models;
using Actors.Objects;

namespace Actors.Testing;

/// <summary>Waits for one object to become what a test wants, and tells what it was instead.</summary>
internal sealed class ObjectWait<T>(OperatorTestKit kit, string @namespace, string name, string wanted)
    where T : class, IKubernetesObject
{
    private const int LogLines = 20;

    private readonly FieldSelector _selector = FieldSelector.ByName(name);
    private T? _last;
    private int _versions;

    private string EventNamespace => @namespace.Length == 0 ? "default" : @namespace;

    public async Task<T?> RunAsync(Func<T?, bool> isWanted, TimeSpan timeout)
    {
        using var patience = new CancellationTokenSource(timeout);
        try
        {
            // A watch ends now and then.
            while (true)
                if (await WatchAsync(isWanted, patience.Token)) return _last;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            throw new TimeoutException(await DescribeAsync(timeout));
        }
    }

    public async Task<CoreV1Event> RunForEventAsync(string reason, TimeSpan timeout)
    {
        using var patience = new CancellationTokenSource(timeout);
        try
        {
            var events = kit.Client.Resource<CoreV1Event>().InNamespace(EventNamespace);
            while (true)
            {
                var list = await events.ListAsync(cancellation: patience.Token);
                if (list.Items.FirstOrDefault(one => IsAbout(one) && one.Reason == reason) is { } listed) return listed;
                await foreach (var change in events.WatchAsync(new WatchOptions { ResourceVersion = list.ResourceVersion }, patience.Token))
                    if (change.Type is WatchEventType.Added or WatchEventType.Modified && IsAbout(change.Object) && change.Object.Reason == reason) return change.Object;
            }
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            See(await kit.FindAsync<T>(@namespace, name));
            throw new TimeoutException(await DescribeAsync(timeout));
        }
    }

    private async Task<bool> WatchAsync(Func<T?, bool> isWanted, CancellationToken cancellation)
    {
        var objects = kit.Client.Resource<T>().InNamespace(@namespace);
        var list = await objects.ListAsync(new ListOptions { FieldSelector = _selector }, cancellation);
        See(list.Items.Count == 0 ? null : list.Items[0]);
        if (isWanted(_last)) return true;
        await foreach (var change in objects.WatchAsync(new WatchOptions { FieldSelector = _selector, ResourceVersion = list.ResourceVersion }, cancellation))
        {
            if (change.Type == WatchEventType.Bookmark) continue;
            See(change.Type == WatchEventType.Deleted ? null : change.Object);
            if (isWanted(_last)) return true;
        }

        return false;
    }

    private void See(T? seen)
    {
        _last = seen;
        _versions++;
    }

    private async Task<string> DescribeAsync(TimeSpan timeout)
    {
        var text = new StringBuilder();
        var what = $"{KubernetesEntity.Of<T>().Kind} {(@namespace.Length == 0 ? name : $"{@namespace}/{name}")}";
        text.Append(CultureInfo.InvariantCulture, $"{what} was not as awaited within {timeout.TotalSeconds:0.###} s: {wanted}\n");
        if (_last is null) text.Append("There is none of that name.\n");
        else text.Append(CultureInfo.InvariantCulture, $"It was seen in {_versions} versions; the last:\n{Indented(YamlText.Of(_last))}\n");
        Append(text, "Events about it:", await EventsAsync());
        Append(text, "The operator's log:", [.. kit.Log.TakeLast(LogLines)]);
        return text.ToString().TrimEnd();
    }

    private async Task<IReadOnlyList<string>> EventsAsync()
    {
        var events = await kit.Client.Resource<CoreV1Event>().InNamespace(EventNamespace).ListAsync();
        return [.. events.Items.Where(IsAbout).Select(static one => $"{one.Type} {one.Reason}: {one.Message}")];
    }

    private bool IsAbout(CoreV1Event one) => one.InvolvedObject?.Kind == KubernetesEntity.Of<T>().Kind && one.InvolvedObject.Name == name;

    private static void Append(StringBuilder text, string heading, IReadOnlyList<string> lines)
    {
        if (lines.Count > 0) text.Append(heading).Append('\n').Append(Indented(string.Join('\n', lines))).Append('\n');
    }

    private static string Indented(string text) => "  " + text.Replace("\n", "\n  ", StringComparison.Ordinal);
}
