namespace Actors.Ingest.Tests;

/// <summary>Whatever goes wrong in between, what a handler is told leads to what the server holds, and never through what never was.</summary>
public sealed class ConvergenceTests
{
    private const int Lives = 3000;

    [Fact]
    public void Any_script_of_faults_leads_to_what_the_server_holds()
    {
        for (var seed = 0; seed < Lives; seed++) Live(seed);
    }

    /// <summary>Seeds that once found something.</summary>
    [Theory]
    [InlineData(35)] // A quiet kind of a server without bookmarks was deaf for longer and longer.
    [InlineData(69)] // In a streaming list a late DELETED took away what had come back.
    [InlineData(95)] // A list of a replica that was behind brought back what was gone.
    [InlineData(386)] // As 69, and the list was called complete.
    [InlineData(1484)] // As 95, after a delete that was told during a streaming list.
    public void What_once_failed_does_not_fail_again(int seed) => Live(seed);

    private static void Live(int seed)
    {
        try
        {
            ListWatchRun.Live(seed);
        }
        catch (Exception failure) when (failure is InvalidOperationException or NullReferenceException or ArgumentException)
        {
            List<string> trace = [];
            Assert.ThrowsAny<Exception>(() => ListWatchRun.Live(seed, trace));
            Assert.Fail($"Seed {seed}: {failure.Message}\n{string.Join('\n', trace.Take(3).Concat(trace.TakeLast(60)))}\n{failure.StackTrace}");
        }
    }
}
