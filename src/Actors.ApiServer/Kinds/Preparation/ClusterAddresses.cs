using System.Globalization;

namespace Actors.ApiServer.Kinds;

/// <summary>
/// Gives services their addresses (of 10.96.0.0/12) and ports (30000 to 32767), one after the other and from the start again once all have been given.
/// </summary>
internal sealed class ClusterAddresses
{
    private const uint FirstAddress = (10u << 24) | (96u << 16);
    private const uint Addresses = 1u << 20;
    private const uint FirstPort = 30000;
    private const uint Ports = 2768;

    /// <summary>The first address is the network's, and the next is that of the API server's own service.</summary>
    private const uint Reserved = 2;

    private uint _addressesGiven;
    private uint _portsGiven;

    public string NextAddress()
    {
        var number = Interlocked.Increment(ref _addressesGiven) - 1;
        var address = FirstAddress + Reserved + (number % (Addresses - Reserved - 1));
        return string.Create(CultureInfo.InvariantCulture, $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}");
    }

    public int NextPort() => (int)(FirstPort + ((Interlocked.Increment(ref _portsGiven) - 1) % Ports));
}
