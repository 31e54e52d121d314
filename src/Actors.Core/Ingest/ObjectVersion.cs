using System.Globalization;
using Actors.Objects;

namespace Actors.Ingest;

/// <summary>A resourceVersion: a number that can be compared (KEP-5504), or whatever else a server uses. A number needs no string of its own.</summary>
internal readonly record struct ObjectVersion(ulong? Number, string? Text)
{
    public static ObjectVersion Of(KubernetesObject subject) =>
        subject.TryGetVersionNumber(out var number) ? new ObjectVersion(number, null) : new ObjectVersion(null, subject.ResourceVersion);

    public static ObjectVersion Of(string text) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new ObjectVersion(number, null) : new ObjectVersion(null, text);

    public override string ToString() => Number?.ToString(CultureInfo.InvariantCulture) ?? Text ?? "";
}
