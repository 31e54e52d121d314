using Actors.Simulation;

var first = args.Length > 0 ? ulong.Parse(args[0]) : 1;
var count = args.Length > 1 ? ulong.Parse(args[1]) : 1000;
var watch = System.Diagnostics.Stopwatch.StartNew();
long events = 0;
for (var seed = first; seed < first + count; seed++)
{
    var result = SeedRun.Run(AllWorkloads.List[0], seed);
    events += result.Events;
    if (result.Violation is { } v)
    {
        Console.WriteLine($"seed {seed}: {v.Invariant} at {v.Time}: {v.Message}");
        foreach (var line in result.LastEvents) Console.WriteLine(line);
        return 1;
    }
}

Console.WriteLine($"{count} seeds {events} events {watch.Elapsed} {count / watch.Elapsed.TotalSeconds}/s");
return 0;
