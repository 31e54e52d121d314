namespace Actors.Load.Fleets;

/// <summary>What a fleet is made of.</summary>
/// <param name="Subject"><c>operator</c> or <c>baseline</c>.</param>
/// <param name="Server">Its API server.</param>
/// <param name="IsShared">Whether there may be several processes at once: an operator's share the objects, of the baseline's one is elected.</param>
/// <param name="Work">How long a reconcile takes.</param>
/// <param name="Failing">Which share of reconciles fails.</param>
/// <param name="HasLedger">Whether an operator's process keeps a ledger, in a file of its own.</param>
internal sealed record FleetPlan(string Subject, Uri Server, bool IsShared, TimeSpan Work, double Failing, bool HasLedger)
{
    public const string Operator = "operator";
    public const string Baseline = "baseline";

    /// <summary>Whether the objects are divided among all.</summary>
    public bool IsSharded => IsShared && Subject == Operator;
}
