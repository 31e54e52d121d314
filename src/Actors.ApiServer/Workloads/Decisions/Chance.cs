using System.Globalization;
using Actors.Kernel;

namespace Actors.ApiServer.Workloads;

/// <summary>Chance that is the same for the same seed and question, whatever is asked in between.</summary>
internal readonly struct Chance(ulong seed)
{
    /// <summary>A number from 0 up to, but without, 1.</summary>
    public double Draw(string question)
    {
        var bits = Fnv1a.Hash(string.Create(CultureInfo.InvariantCulture, $"{seed}/{question}"));
        // The last bytes hashed reach only some of the bits: mix them (splitmix64).
        bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9;
        bits = (bits ^ (bits >> 27)) * 0x94d049bb133111eb;
        return ((bits ^ (bits >> 31)) >> 11) * (1.0 / (1ul << 53));
    }

    /// <summary>Whether something happens that happens so often.</summary>
    public bool Happens(double rate, string question) => rate > 0 && Draw(question) < rate;

    /// <summary>A time that is longer or shorter by up to a share of it.</summary>
    public TimeSpan Vary(TimeSpan time, double share, string question) =>
        share <= 0 || time <= TimeSpan.Zero ? time : time * (1 + (share * ((2 * Draw(question)) - 1)));
}
