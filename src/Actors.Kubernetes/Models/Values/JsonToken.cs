using System.Text.Json;

namespace Actors.Kubernetes.Models;

/// <summary>A JSON string or number as it was written.</summary>
internal sealed record JsonToken(string Text, bool IsNumber)
{
    public void WriteTo(Utf8JsonWriter writer)
    {
        if (IsNumber) writer.WriteRawValue(Text);
        else writer.WriteStringValue(Text);
    }
}
