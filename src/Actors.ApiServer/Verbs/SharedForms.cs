using System.Runtime.CompilerServices;
using Actors.ApiServer.Http;
using Actors.ApiServer.Resources;
using Actors.Objects;

namespace Actors.ApiServer.Verbs;

/// <summary>
/// The last objects that watches were sent in another form than they are stored in. What one watch has made all others take that want the same: a conversion costs
/// far more than a delivery.
/// </summary>
internal sealed class SharedForms
{
    private const int Kept = 256;
    private const int LargestKept = 64 * 1024;

    private readonly Entry?[] _entries = new Entry?[Kept];

    /// <summary>An object in a form.</summary>
    public ReadOnlyMemory<byte> Of(KubernetesObject value, ResourceKind kind, ObjectForms forms)
    {
        value.TryGetVersionNumber(out var version);
        ref var slot = ref _entries[(uint)HashCode.Combine(version, RuntimeHelpers.GetHashCode(kind), forms.Form) % Kept];
        if (Volatile.Read(ref slot) is { } kept && kept.Form == forms.Form && ReferenceEquals(kept.Kind, kind) && kept.Value == value) return kept.Json;
        var json = forms.One(value);
        if (json.Length <= LargestKept) Volatile.Write(ref slot, new Entry(value, kind, forms.Form, json));
        return json;
    }

    private sealed record Entry(KubernetesObject Value, ResourceKind Kind, AnswerForm Form, ReadOnlyMemory<byte> Json);
}
