namespace Actors.ApiServer.Storage;

/// <summary>How much of the past the store keeps.</summary>
/// <param name="WindowChanges">Changes kept, of all resources together; 1 or more.</param>
/// <param name="WindowBytes">Bytes of objects the kept changes may hold on to.</param>
internal sealed record StoreOptions(int WindowChanges = 50_000, long WindowBytes = 128L << 20);
