using System.Globalization;
using Actors.Operators.Fleet;

namespace Actors.Cli.Up.Fleet;

/// <summary>What <c>actors up</c> calls the operator and its replicas.</summary>
internal static class UpNames
{
    public const string Operator = "database-operator";

    /// <summary>What the one process is called that is no replica of a fleet.</summary>
    public const string Single = "operator";

    public const string Namespace = "default";

    /// <summary>What the fleet's objects are called.</summary>
    public static FleetNames Fleet { get; } = new(Operator, Namespace, "");

    public static string Replica(int number) => string.Create(CultureInfo.InvariantCulture, $"replica-{number}");

    /// <summary>The replica that sends such a user agent; null if no replica does.</summary>
    public static string? SenderOf(string userAgent)
    {
        const string Prefix = Operator + "/";
        return userAgent.StartsWith(Prefix, StringComparison.Ordinal) ? userAgent[Prefix.Length..].Split(' ')[0] : null;
    }
}
