using System.Net;

namespace Actors.Testing.Tests;

/// <summary>A test that moves the clock can await that the server has answered.</summary>
public sealed class WhenAnsweredTests : IDisposable
{
    private readonly OperatorRequests _requests = new(null);
    private readonly ScriptedServer _server = new();
    private readonly HttpMessageInvoker _client;

    public WhenAnsweredTests() => _client = new HttpMessageInvoker(_requests.Wrap(_server));

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
    }

    [Fact]
    public void With_nothing_asked_nothing_is_awaited() => Assert.True(_requests.WhenAnsweredAsync().IsCompleted);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_ends_with_the_last_answer_or_failure(bool isWell)
    {
        var (first, second) = (SendAsync(), SendAsync());
        var answered = _requests.WhenAnsweredAsync();
        _server.Answer(isWell);
        await Settled(first);
        Assert.False(answered.IsCompleted);
        _server.Answer(isWell);
        await Settled(second);
        await answered.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(_requests.WhenAnsweredAsync().IsCompleted);
    }

    [Fact]
    public async Task What_a_fault_holds_up_is_awaited_when_it_is_let_go_and_not_before()
    {
        var time = new ManualTime();
        using var slow = _requests.Delay("*", "*", TimeSpan.FromMinutes(1), time: time);
        var sent = SendAsync();
        Assert.True(_requests.WhenAnsweredAsync().IsCompleted);
        time.Advance(TimeSpan.FromMinutes(1));
        var answered = _requests.WhenAnsweredAsync();
        Assert.False(answered.IsCompleted);
        _server.Answer(true);
        await Settled(sent);
        await answered.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private Task<HttpResponseMessage> SendAsync() => _client.SendAsync(new HttpRequestMessage(HttpMethod.Get, "http://server/api/v1/namespaces/default/configmaps/one"), CancellationToken.None);

    private static async Task Settled(Task<HttpResponseMessage> sent) =>
        await ((Task)sent).WaitAsync(TimeSpan.FromSeconds(30)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private sealed class ScriptedServer : HttpMessageHandler
    {
        private readonly Queue<TaskCompletionSource<HttpResponseMessage>> _asked = [];

        public void Answer(bool isWell)
        {
            var oldest = _asked.Dequeue();
            if (isWell) oldest.SetResult(new HttpResponseMessage(HttpStatusCode.OK));
            else oldest.SetException(new HttpRequestException("refused (by the test)"));
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            _asked.Enqueue(new TaskCompletionSource<HttpResponseMessage>());
            return _asked.Last().Task;
        }
    }
}
