namespace Actors.Simulation;

/// <summary>What an agent can do.</summary>
internal enum AgentAction
{
    Tell,
    TellFar,
    Forward,
    Ask,
    TellEntity,
    Spawn,
    Stop,
    StopSelf,
    Poison,
    Throw,
    Watch,
    Unwatch,
    StartTimer,
    StartPeriodicTimer,
    CancelTimer,
    StartManyTimers,
    SetReceiveTimeout,
    ClearReceiveTimeout,
    Stash,
    Unstash,
    Perform,
    CancelEffect,
}
