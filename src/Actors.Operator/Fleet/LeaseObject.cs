using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using Actors.Cluster;
using Actors.Kubernetes.Models;
using Actors.Settings;

namespace Actors.Operators.Fleet;

/// <summary>A <see cref="LeaseRecord"/> as a Lease of the cluster: who holds it where kubectl shows it, the rest in annotations.</summary>
internal static class LeaseObject
{
    private const string Prefix = "actors.dev/";
    private const string Name = Prefix + "replica";
    private const string Address = Prefix + "address";
    private const string Weight = Prefix + "weight";
    private const string MapFormats = Prefix + "map-formats";
    private const string Kinds = Prefix + "kinds";
    private const string Leaving = Prefix + "leaving";
    private const string Seen = Prefix + "seen-epoch";
    private const char Separator = '/';
    private const string Acknowledged = Prefix + "acknowledged-epoch";
    private const string Shards = Prefix + "number-of-shards";

    // An update with one empty entry has the server forget who set which field, and keep no account of it later (Kubernetes's documentation, "Server-Side Apply", clearing managedFields).
    // That is 520 of a Lease's 1,190 bytes; nobody applies Leases, and each replica is sent each renewal.
    private static readonly V1ManagedFieldsEntry[] Forgotten = [new()];

    /// <param name="record">What it is to say.</param>
    /// <param name="version">The version it must have, as <see cref="VersionOf"/> gives it; null for one that is to be created.</param>
    /// <param name="names">What the fleet's objects are called.</param>
    /// <param name="duration">How long it is good.</param>
    /// <param name="now">What the clock on the wall says, for people; nobody goes by it.</param>
    public static V1Lease Of(LeaseRecord record, string? version, FleetNames names, TimeSpan duration, DateTimeOffset now) => new()
    {
        Metadata =
        {
            Name = names.LeaseOf(record.Name),
            Namespace = names.Namespace,
            Uid = version?.Split(Separator)[0],
            ResourceVersion = version?.Split(Separator)[1],
            Labels = new Dictionary<string, string> { [FleetNames.Label] = names.Operator },
            Annotations = Annotations(record, names.Kinds),
            ManagedFields = version is null ? null : Forgotten,
        },
        Spec = new V1LeaseSpec { HolderIdentity = record.Holder, LeaseDurationSeconds = (int)Math.Ceiling(duration.TotalSeconds), RenewTime = now },
    };

    /// <summary>
    /// What tells the Lease as it is from what it was and from others of its name: uid and resourceVersion. An update with the resourceVersion alone would make a Lease anew that was
    /// deleted meanwhile (Leases can be created by an update), and so bring a replica back to life; the uid is a precondition that nothing meets which is not there.
    /// </summary>
    public static string VersionOf(V1Lease lease) => $"{lease.Metadata.Uid}{Separator}{lease.Metadata.ResourceVersion}";

    /// <summary>What must be so for a Lease to be deleted.</summary>
    public static V1Preconditions ConditionOf(string version) => new() { Uid = version.Split(Separator)[0], ResourceVersion = version.Split(Separator)[1] };

    /// <summary>Reads a Lease; of one that somebody has changed into nonsense says what is wrong.</summary>
    public static bool TryRead(V1Lease lease, FleetNames names, [NotNullWhen(true)] out HeldLease? held, [NotNullWhen(false)] out string? error)
    {
        var said = new Dictionary<string, string>(lease.Metadata.Annotations ?? new Dictionary<string, string>());
        var holder = lease.Spec?.HolderIdentity ?? "";
        (held, error) = (null, null);
        if (!said.TryGetValue(Name, out var name) || name.Length == 0) error = $"it has no annotation {Name}";
        else if (lease.Metadata.Name != names.LeaseOf(name)) error = $"its annotation {Name} = '{name}' is that of the Lease {names.LeaseOf(name)}";
        else if (name != LeaseRecord.Coordinator && holder.Length > 0 && holder != name) error = $"its holder is '{holder}', and can only be '{name}' or nobody";
        else if (said.GetValueOrDefault(Address, "") is { Length: > 0 } address && !(IPEndPoint.TryParse(address, out var at) && at.Port > 0))
            error = $"its annotation {Address} = '{address}' has to be an IP address and a port, as in 10.0.3.7:5050";
        else if (!TryNumber(said, Weight, 1, 1, ClusterOptions.WeightMax, out var weight, ref error) || !TryNumber(said, Seen, 0, 0, ShardMapText.EpochMax, out var seen, ref error)
            || !TryNumber(said, Acknowledged, 0, 0, seen, out var acknowledged, ref error) || !TryNumber(said, Shards, 0, 0, ShardMapText.ShardsMax, out var shards, ref error)) return false;
        else
        {
            var record = new LeaseRecord(name, holder)
            {
                Address = said.GetValueOrDefault(Address, ""), Weight = (int)weight, MapFormats = said.GetValueOrDefault(MapFormats, ""),
                IsLeaving = said.ContainsKey(Leaving), Seen = seen, Acknowledged = acknowledged, Shards = (int)shards,
            };
            held = new HeldLease(record, VersionOf(lease));
        }

        return held is not null;
    }

    /// <summary>What the replica that wrote a Lease reconciles; empty if it does not say.</summary>
    public static string[] KindsOf(V1Lease lease) => lease.Metadata.Annotations?.TryGetValue(Kinds, out var kinds) == true ? kinds.Split(' ', StringSplitOptions.RemoveEmptyEntries) : [];

    private static Dictionary<string, string> Annotations(LeaseRecord record, string kinds)
    {
        var said = new Dictionary<string, string> { [Name] = record.Name };
        if (record.Name == LeaseRecord.Coordinator) return said;
        (said[Address], said[MapFormats], said[Kinds]) = (record.Address, record.MapFormats, kinds);
        said[Weight] = record.Weight.ToString(CultureInfo.InvariantCulture);
        said[Seen] = record.Seen.ToString(CultureInfo.InvariantCulture);
        said[Acknowledged] = record.Acknowledged.ToString(CultureInfo.InvariantCulture);
        if (record.Shards > 0) said[Shards] = record.Shards.ToString(CultureInfo.InvariantCulture);
        if (record.IsLeaving) said[Leaving] = "true";
        return said;
    }

    private static bool TryNumber(Dictionary<string, string> said, string key, long absent, long min, long max, out long number, [NotNullWhen(false)] ref string? error)
    {
        number = absent;
        if (!said.TryGetValue(key, out var text) || (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= min && number <= max)) return true;
        error = $"its annotation {key} = '{text}' has to be a number, {min} to {max}";
        return false;
    }
}
