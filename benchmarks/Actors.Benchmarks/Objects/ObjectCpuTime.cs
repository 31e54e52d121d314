namespace Actors.Benchmarks.Objects;

/// <summary>
/// The benchmarks of objects in processor time and by turns, for a machine that has other work as well: there, what a clock on the wall shows is mostly that work. Each
/// round begins with a clean heap, as one way's garbage would else be collected in another's time: what it costs to collect a list is not in its figure.
/// </summary>
internal static class ObjectCpuTime
{
    private const int WarmUps = 60;
    private const int Rounds = 41;

    public static int Run()
    {
        var (events, lists) = (new WatchEventBenchmark(), new ListBenchmark());
        events.Write();
        lists.Write();
        Report("watch event", ("serializer", () => events.Serializer()), ("objects", () => events.KubernetesObjects()), ("metadata", () => events.MetadataOnly()), ("line ends", () => events.LineEnds()));
        Report("list", ("serializer", lists.Serializer), ("objects", lists.KubernetesObjects), ("whole", lists.WholeObjects));
        return 0;
    }

    private static void Report(string title, params (string Name, Func<object> Work)[] ways)
    {
        foreach (var (_, work) in ways)
        {
            for (var round = 0; round < WarmUps; round++) work();
        }

        var taken = ways.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            for (var way = 0; way < ways.Length; way++) taken[way].Add(Measured(ways[way].Work));
        }

        Console.WriteLine($"{title}: ns of processor time for one of {Databases.Count:N0}, least and median of {Rounds} rounds");
        for (var way = 0; way < ways.Length; way++)
            Console.WriteLine($"  {ways[way].Name,-12}{taken[way].Min(),8:0}{taken[way].Order().ElementAt(Rounds / 2),8:0}");
    }

    private static double Measured(Func<object> work)
    {
        GC.Collect();
        var before = Environment.CpuUsage.TotalTime;
        var kept = work();
        var taken = Environment.CpuUsage.TotalTime - before;
        GC.KeepAlive(kept);
        return taken.TotalNanoseconds / Databases.Count;
    }
}
