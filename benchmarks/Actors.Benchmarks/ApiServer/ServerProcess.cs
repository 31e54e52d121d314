using System.Diagnostics;

namespace Actors.Benchmarks.ApiServer;

/// <summary>The server that is measured, in a process of its own.</summary>
internal static class ServerProcess
{
    /// <summary>Starts it. It prints its address and serves until its input ends.</summary>
    /// <param name="how">What else it is told; empty for nothing.</param>
    public static Process Start(string how = "")
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, $"api-server serve {how}") { RedirectStandardInput = true, RedirectStandardOutput = true };

        // Compiled for what it does, as a server that runs for long is, and soon: half of the first 30,000 requests' time is the compiler's.
        start.Environment["DOTNET_TieredPGO"] = "1";
        start.Environment["DOTNET_TC_CallCountingDelayMs"] = "0";
        return Process.Start(start)!;
    }
}
