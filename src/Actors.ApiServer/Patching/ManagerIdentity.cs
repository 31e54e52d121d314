using System.Text.Encodings.Web;
using System.Text.Json;

namespace Actors.ApiServer.Patching;

/// <summary>What tells the entries of <c>managedFields</c> apart.</summary>
/// <param name="Manager">The name of the manager.</param>
/// <param name="IsApply">Whether it applies; otherwise it updates.</param>
/// <param name="ApiVersion">The version an update was made in; empty for who applies, who has one entry whatever the version.</param>
/// <param name="Subresource">The subresource written to; empty for the main resource.</param>
internal readonly record struct ManagerIdentity(string Manager, bool IsApply, string ApiVersion, string Subresource)
{
    /// <summary>The order in which a message lists managers.</summary>
    public string SortKey =>
        $"{{\"manager\":{Quote(Manager)},\"operation\":\"{(IsApply ? ManagedFieldsEntry.Apply : ManagedFieldsEntry.Update)}\""
        + (ApiVersion.Length > 0 ? $",\"apiVersion\":{Quote(ApiVersion)}" : "")
        + (Subresource.Length > 0 ? $",\"subresource\":{Quote(Subresource)}" : "");

    /// <summary>The manager as a message names it.</summary>
    public override string ToString()
    {
        var name = Quote(Manager);
        if (Subresource.Length > 0) name += $" with subresource {Quote(Subresource)}";
        return IsApply ? name : $"{name} using {ApiVersion}";
    }

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
