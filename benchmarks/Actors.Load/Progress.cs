using System.Diagnostics;

namespace Actors.Load;

/// <summary>Says how far a run has come: in one line that changes on a terminal, in few lines elsewhere.</summary>
internal sealed class Progress(TextWriter output)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(Console.IsErrorRedirected ? 5 : 0.1);

    private readonly Lock _gate = new();
    private long _shown = Stopwatch.GetTimestamp();

    public void Say(string text) => Write(text);

    /// <summary>So many are done.</summary>
    public void Count(string what, int done, int all)
    {
        lock (_gate)
        {
            if (Stopwatch.GetElapsedTime(_shown) < Interval) return;
            _shown = Stopwatch.GetTimestamp();
            Write($"{what}: {done:N0} of {all:N0}");
        }
    }

    /// <summary>Leaves the line to others.</summary>
    public void End()
    {
        if (!Console.IsErrorRedirected) output.Write("\r\e[K");
    }

    private void Write(string text)
    {
        if (Console.IsErrorRedirected) output.WriteLine(text);
        else output.Write($"\r\e[K{text}");
    }
}
