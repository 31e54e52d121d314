using Actors.Load.Objects;
using Actors.Load.Reports;

namespace Actors.Load.Scenarios;

/// <summary>Something that is measured.</summary>
internal interface IScenario
{
    /// <summary>Measures it.</summary>
    /// <param name="server">The API server.</param>
    /// <param name="cluster">What is in it.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellation">Ends it.</param>
    Task<Report> RunAsync(Uri server, LoadCluster cluster, Progress progress, CancellationToken cancellation);
}
