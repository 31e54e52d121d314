using System.Threading.Channels;

namespace Actors.Cli.Inspection.Prompt;

/// <summary>
/// The keys that are typed at the process's terminal. One thread reads them as long as the process lives, so that what is typed while a command runs is neither shown nor lost;
/// Ctrl-C is a key like others here, unless something runs that it is to end.
/// </summary>
internal sealed class Keyboard
{
    private static readonly Lazy<Keyboard> OfProcess = new(static () => new Keyboard());

    private readonly Channel<ConsoleKeyInfo> _keys = Channel.CreateUnbounded<ConsoleKeyInfo>();
    private volatile Action? _interrupt;

    private Keyboard()
    {
        Console.TreatControlCAsInput = true;
        new Thread(Read) { IsBackground = true, Name = "keyboard" }.Start();
    }

    public static Keyboard Terminal => OfProcess.Value;

    /// <summary>The next key; null when there will be none, since the terminal is gone.</summary>
    public async ValueTask<ConsoleKeyInfo?> ReadAsync(CancellationToken cancellation)
    {
        while (await _keys.Reader.WaitToReadAsync(cancellation))
        {
            if (_keys.Reader.TryRead(out var key)) return key;
        }

        return null;
    }

    /// <summary>Has Ctrl-C do something until the result is disposed of.</summary>
    public IDisposable OnInterrupt(Action act)
    {
        var before = _interrupt;
        _interrupt = act;
        return new Restored(() => _interrupt = before);
    }

    public static bool IsInterrupt(ConsoleKeyInfo key) => key is { Key: ConsoleKey.C, Modifiers: ConsoleModifiers.Control };

    private void Read()
    {
        try
        {
            while (true)
            {
                var key = Console.ReadKey(intercept: true);
                if (IsInterrupt(key) && _interrupt is { } interrupt) interrupt();
                else _keys.Writer.TryWrite(key);
            }
        }
        catch (Exception failure) when (failure is InvalidOperationException or IOException)
        {
            _keys.Writer.TryComplete();
        }
    }

    private sealed class Restored(Action restore) : IDisposable
    {
        public void Dispose() => restore();
    }
}
