namespace Actors.Load.Records;

/// <summary>A change the load has made.</summary>
/// <param name="Number">Of which object.</param>
/// <param name="Stamp">When it was due to be sent, whenever it was: so what waits because the server or the load is late is not left out (coordinated omission).</param>
internal readonly record struct SentChange(int Number, long Stamp);
