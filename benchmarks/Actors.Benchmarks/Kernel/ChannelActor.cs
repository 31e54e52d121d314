using System.Threading.Channels;

namespace Actors.Benchmarks.Kernel;

/// <summary>The baseline: what a C# team writes first. An unbounded channel and one task that reads it.</summary>
internal sealed class ChannelActor
{
    private readonly Channel<object> _mailbox = Channel.CreateUnbounded<object>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Action<object> _receive;

    public ChannelActor(Action<object> receive)
    {
        _receive = receive;
        Completion = ReadAsync();
    }

    public Task Completion { get; }

    public void Tell(object message) => _mailbox.Writer.TryWrite(message);

    public void Stop() => _mailbox.Writer.Complete();

    private async Task ReadAsync()
    {
        await foreach (var message in _mailbox.Reader.ReadAllAsync().ConfigureAwait(false)) _receive(message);
    }
}
