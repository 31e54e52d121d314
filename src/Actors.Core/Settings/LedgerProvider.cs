namespace Actors.Settings;

/// <summary>Where what an operator learns about its objects is kept beyond the life of a process.</summary>
public enum LedgerProvider
{
    /// <summary>In a file, where one process works by itself and can have one; nowhere else. The operator says which, and works either way.</summary>
    Auto,

    /// <summary>Nowhere: each start begins anew.</summary>
    Off,

    /// <summary>In a file, which one process has at a time.</summary>
    Sqlite,

    /// <summary>In a PostgreSQL database, which the replicas of a fleet share.</summary>
    PostgreSql,
}
