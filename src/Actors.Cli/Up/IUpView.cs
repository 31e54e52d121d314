using Actors.Cli.Up.Chaos;

namespace Actors.Cli.Up;

/// <summary>Shows how <c>actors up</c> gets on.</summary>
internal interface IUpView
{
    /// <summary>Says what there is to look at.</summary>
    void Start(UpStart start, UpOptions options);

    /// <summary>Shows progress while something runs.</summary>
    /// <param name="run">Gets what it tells its progress to.</param>
    Task<T> RunAsync<T>(Func<Action<UpProgress>, Task<T>> run);

    /// <summary>Says how it ended, where that was well.</summary>
    void End(UpProgress last);

    /// <summary>Says what came of a run under faults.</summary>
    void Judge(ChaosVerdict verdict);
}
