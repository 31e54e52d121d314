using Actors.Engine.Tests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Actors.Operators.Management.Tests;

/// <summary>Readers of streams that are slow, or gone.</summary>
public sealed class LineWriterTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly Lifetime _lifetime = new();
    private readonly DefaultHttpContext _http = new();
    private readonly Stuck _body = new();

    public LineWriterTests()
    {
        _http.Features.Set<IHttpRequestLifetimeFeature>(_lifetime);
        _http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(_body));
    }

    private static async IAsyncEnumerable<ClusterEvent> Events(int count)
    {
        for (var i = 0; i < count; i++) yield return new ClusterEvent(DateTimeOffset.UnixEpoch, "a", "Joined", $"{i}");
        await Task.CompletedTask;
    }

    [Fact]
    public async Task One_that_takes_nothing_any_more_is_cut_off()
    {
        var running = new LineWriter<ClusterEvent>(_http.Response, ManagementJson.Default.ClusterEvent, _time).RunAsync(Sources(_ => Events(5)), CancellationToken.None);
        await _body.WhenStuck.Soon();
        await _time.WhenSet(LineWriter<ClusterEvent>.Patience);
        Assert.False(_lifetime.IsAborted);
        _time.Advance(LineWriter<ClusterEvent>.Patience);
        await running.Soon();
        Assert.True(_lifetime.IsAborted);
    }

    [Fact]
    public async Task One_that_reads_gets_a_line_for_each_thing_and_the_end()
    {
        _body.Takes = int.MaxValue;
        await new LineWriter<ClusterEvent>(_http.Response, ManagementJson.Default.ClusterEvent, _time).RunAsync(Sources(_ => Events(3), _ => Events(2)), CancellationToken.None).Soon();
        Assert.False(_lifetime.IsAborted);
        Assert.Equal(5, _body.Written.Count(static one => one.Length > 1));
    }

    private sealed class Lifetime : IHttpRequestLifetimeFeature
    {
        public bool IsAborted { get; private set; }

        public CancellationToken RequestAborted { get; set; }

        public void Abort() => IsAborted = true;
    }

    /// <summary>Takes some writes, and then waits with one forever.</summary>
    private sealed class Stuck : MemoryStream
    {
        private readonly TaskCompletionSource _stuck = Waiting.Signal();

        public int Takes { get; set; } = 2;

        public List<byte[]> Written { get; } = [];

        public Task WhenStuck => _stuck.Task;

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Written.Add(buffer.ToArray());
            if (Written.Count <= Takes) return;
            _stuck.TrySetResult();
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        }
    }

    private static IAsyncEnumerable<Func<CancellationToken, IAsyncEnumerable<ClusterEvent>>> Sources(params Func<CancellationToken, IAsyncEnumerable<ClusterEvent>>[] sources) => sources.ToAsyncEnumerable();
}
