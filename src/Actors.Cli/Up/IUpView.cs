namespace Actors.Cli.Up;

/// <summary>Shows how <c>actors up</c> gets on.</summary>
internal interface IUpView
{
    /// <summary>Says what there is to look at.</summary>
    void Start(UpStart start, UpOptions options);

    /// <summary>Shows progress while something runs.</summary>
    /// <param name="run">Gets what it tells its progress to.</param>
    Task<int> RunAsync(Func<Action<UpProgress>, Task<int>> run);

    /// <summary>Says how it ended, where that was well.</summary>
    void End(UpProgress last);
}
