namespace Actors.Load.Fleets;

/// <summary>What a fleet is made of.</summary>
/// <param name="Subject"><c>operator</c>, <c>separate</c> or <c>baseline</c>.</param>
/// <param name="Server">Its API server.</param>
/// <param name="IsShared">Whether there may be several processes at once: an operator's share the objects, of the baseline's one is elected.</param>
/// <param name="Work">How long a reconcile takes.</param>
/// <param name="Failing">Which share of reconciles fails.</param>
/// <param name="HasLedger">Whether an operator's process keeps a ledger, in a file of its own.</param>
/// <param name="Replicas">How many processes there are at the start.</param>
internal sealed record FleetPlan(string Subject, Uri Server, bool IsShared, TimeSpan Work, double Failing, bool HasLedger, int Replicas)
{
    public const string Operator = "operator";
    public const string Baseline = "baseline";

    /// <summary>Operators that know nothing of each other, each with its share of the objects by their label: what so many processes cost a machine without being a fleet.</summary>
    public const string Separate = "separate";

    /// <summary>Whether the objects are divided among all.</summary>
    public bool IsSharded => IsShared && Subject == Operator;

    /// <summary>Whether one of them works and the others wait.</summary>
    public bool IsElected => IsShared && Subject == Baseline;

    /// <summary>What a process is that is measured.</summary>
    public string Process => Subject == Separate ? Operator : Subject;
}
