using System.Runtime.InteropServices;
using System.Text;
using System.Threading.Channels;
using Actors.Cli.Inspection.Output;
using Actors.Cli.Inspection.Prompt;
using Actors.Operators.Management;

namespace Actors.Cli.Inspection.Top;

/// <summary>The live view: a screen of its own, which gives back what was there before. Where the API does not answer for a while it says so and goes on asking.</summary>
internal sealed class TopScreen(Session session, TextWriter output)
{
    private const string Enter = "\e[?1049h\e[?25l\e[2J";
    private const string Leave = "\e[?25h\e[?1049l";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Ink _ink = session.Printer.Ink;
    private TopAnswer? _answer;
    private string? _problem;

    private enum Event
    {
        Answered,
        Resized,
        Quit,
    }

    /// <summary>Shows figures until somebody types q.</summary>
    /// <exception cref="InspectionException">The first question was not answered.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await AskAsync(cancellation);
        var events = Channel.CreateUnbounded<Event>();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var resizes = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => events.Writer.TryWrite(Event.Resized));
        var keyboard = Keyboard.Terminal;
        using var interrupts = keyboard.OnInterrupt(() => events.Writer.TryWrite(Event.Quit));
        await output.WriteAsync(Enter);
        try
        {
            var asking = AskOnAsync(events.Writer, ended.Token);
            var typing = ReadKeysAsync(keyboard, events.Writer, ended.Token);
            try
            {
                Draw();
                await foreach (var one in events.Reader.ReadAllAsync(cancellation))
                {
                    if (one == Event.Quit) break;
                    Draw();
                }
            }
            finally
            {
                await ended.CancelAsync();
                await Task.WhenAll(asking, typing);
            }
        }
        finally
        {
            await output.WriteAsync(Leave);
            await output.FlushAsync(CancellationToken.None);
        }
    }

    private async Task AskOnAsync(ChannelWriter<Event> events, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
            {
                await AskAsync(cancellation);
                events.TryWrite(Event.Answered);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            events.TryWrite(Event.Quit);
        }
    }

    private async Task AskAsync(CancellationToken cancellation)
    {
        try
        {
            var json = await session.AskFleetAsync(HttpMethod.Get, "/top", [], cancellation);
            _answer = TopView.Read(json);
            _problem = null;
        }
        catch (InspectionException failure) when (_answer is not null)
        {
            _problem = failure.Message;
        }
    }

    private static async Task ReadKeysAsync(Keyboard keyboard, ChannelWriter<Event> events, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                var key = await keyboard.ReadAsync(cancellation);
                if (key is null || key.Value.Key is ConsoleKey.Escape || key.Value.KeyChar is 'q' or 'Q') events.TryWrite(Event.Quit);
                if (key is null) return;
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            events.TryWrite(Event.Quit);
        }
    }

    private void Draw()
    {
        var (width, height) = (Math.Max(1, Console.WindowWidth), Math.Max(1, Console.WindowHeight));
        var frame = new StringBuilder("\e[H");
        var lines = TopView.Lines(_answer!, _problem, width, height, _ink);
        for (var i = 0; i < lines.Count; i++)
        {
            frame.Append("\e[2K").Append(lines[i]);
            if (i < lines.Count - 1) frame.Append("\r\n");
        }

        output.Write(frame.Append("\e[J").ToString());
        output.Flush();
    }
}
