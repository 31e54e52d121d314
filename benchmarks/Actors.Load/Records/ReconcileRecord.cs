using System.Runtime.InteropServices;

namespace Actors.Load.Records;

/// <summary>One reconcile, as the process that ran it has noted it. Times are the machine's monotonic clock's, which all processes share.</summary>
/// <param name="Begin">When it began; 0 for a place in a file that is not used yet.</param>
/// <param name="End">When it ended; 0 while it runs, and for good if its process died before.</param>
/// <param name="Stamp">The change it has seen: when that was due to be sent; 0 for an object as it was created.</param>
/// <param name="Number">The object.</param>
/// <param name="Failed">1 if it failed.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct ReconcileRecord(long Begin, long End, long Stamp, int Number, int Failed);
