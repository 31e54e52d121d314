using System.Text.Json.Nodes;

namespace Actors.ApiServer.Patching;

/// <summary>What became of a patch: the patched object, or why there is none.</summary>
internal readonly record struct PatchResult
{
    private PatchResult(JsonObject? value, PatchError? error)
    {
        Object = value;
        Error = error;
    }

    /// <summary>The patched object; null if the patch is refused.</summary>
    public JsonObject? Object { get; }

    /// <summary>Why the patch is refused; null if it is not.</summary>
    public PatchError? Error { get; }

    public static implicit operator PatchResult(JsonObject value) => new(value, null);

    public static implicit operator PatchResult(PatchError error) => new(null, error);
}
