namespace Actors.Kernel.Tests;

public sealed class EnvelopeQueueTests
{
    private EnvelopeQueue _queue;

    [Fact]
    public void An_empty_queue_has_nothing_to_take()
    {
        Assert.True(_queue.IsEmpty);
        Assert.False(_queue.TryTakeFirst(out var envelope));
        Assert.Null(envelope);
    }

    [Fact]
    public void What_came_first_is_taken_first_and_is_not_linked_any_more()
    {
        Add(ref _queue, "a", "b", "c");
        foreach (var expected in "abc")
        {
            Assert.True(_queue.TryTakeFirst(out var envelope));
            Assert.Equal(expected.ToString(), envelope.Message);
            Assert.Null(envelope.Next);
        }

        Assert.True(_queue.IsEmpty);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("", "ab")]
    [InlineData("ab", "")]
    [InlineData("a", "b")]
    [InlineData("abc", "def")]
    public void Others_are_put_before_what_is_there_in_their_order(string others, string there)
    {
        var stash = default(EnvelopeQueue);
        Add(ref stash, [.. others.Select(letter => letter.ToString())]);
        Add(ref _queue, [.. there.Select(letter => letter.ToString())]);
        _queue.AddAllFirst(ref stash);
        Assert.True(stash.IsEmpty);
        Assert.Equal(others + there, TakeAll());
    }

    [Theory]
    [InlineData("", "a")]
    [InlineData("a", "b")]
    [InlineData("abc", "def")]
    public void A_chain_is_put_behind_what_is_there(string there, string chain)
    {
        Add(ref _queue, [.. there.Select(letter => letter.ToString())]);
        Envelope[] envelopes = [.. chain.Select(static letter => new Envelope { Message = letter.ToString() })];
        for (var at = 1; at < envelopes.Length; at++) envelopes[at - 1].Next = envelopes[at];
        _queue.AddAllLast(envelopes[0], envelopes[^1]);
        Add(ref _queue, "!");
        Assert.Equal(there + chain + "!", TakeAll());
    }

    [Fact]
    public void Any_mix_of_adding_and_taking_keeps_the_order()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var model = new LinkedList<object>();
            for (var step = 0; step < 300; step++)
            {
                var added = Enumerable.Range(0, random.Next(4)).Select(_ => (object)$"{step}").ToArray();
                switch (random.Next(3))
                {
                    case 0:
                        Add(ref _queue, added);
                        foreach (var message in added) model.AddLast(message);
                        break;
                    case 1:
                        var others = default(EnvelopeQueue);
                        Add(ref others, added);
                        _queue.AddAllFirst(ref others);
                        foreach (var message in added.Reverse()) model.AddFirst(message);
                        break;
                    case 2 when _queue.TryTakeFirst(out var first):
                        Assert.True(ReferenceEquals(model.First?.Value, first.Message), $"seed {seed}, step {step}");
                        model.RemoveFirst();
                        break;
                }

                Assert.True(_queue.IsEmpty == (model.Count == 0), $"seed {seed}, step {step}");
            }

            Assert.Equal(string.Concat(model), TakeAll());
        }
    }

    private static void Add(ref EnvelopeQueue queue, params object[] messages)
    {
        foreach (var message in messages) queue.AddLast(new Envelope { Message = message });
    }

    private string TakeAll()
    {
        var all = new System.Text.StringBuilder();
        while (_queue.TryTakeFirst(out var envelope)) all.Append(envelope.Message);
        return all.ToString();
    }
}
