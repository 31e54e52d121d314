using System.Text.Json;
using Actors.Ledger;

namespace Actors.Operators;

/// <content>What an author keeps with an object.</content>
public sealed partial class ReconcileContext<T>
{
    /// <summary>
    /// What was kept with the object by <see cref="KeepState{TState}"/>, in this or an earlier reconcile; the default if nothing was, or what was is none of that type. With a
    /// ledger (<c>akka.persistence</c>) it survives restarts and moves, but for the last moments before a crash; without, it is there until the process ends. For what can
    /// be found out again: what must not be lost belongs into the object's status.
    /// </summary>
    public TState? State<TState>()
    {
        if (_writer.State is not { } json) return default;
        try
        {
            return JsonSerializer.Deserialize<TState>(json, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            // An earlier version of the program has kept something else.
            return default;
        }
    }

    /// <summary>Keeps something with the object, in the place of what was kept before, however the reconcile ends; null to keep nothing.</summary>
    /// <exception cref="ArgumentException">As JSON it is larger than 64 KB.</exception>
    public void KeepState<TState>(TState? state)
    {
        var json = state is null ? null : JsonSerializer.SerializeToUtf8Bytes(state, JsonSerializerOptions.Web);
        if (json?.Length > LedgerRow.StateMax) throw new ArgumentException($"The state of {_writer.Object} has {json.Length} bytes as JSON; at most {LedgerRow.StateMax} are kept", nameof(state));
        _writer.State = json;
    }
}
