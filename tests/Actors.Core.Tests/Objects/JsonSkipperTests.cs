using System.Text;

namespace Actors.Objects.Tests;

public sealed class JsonSkipperTests
{
    [Fact]
    public void The_end_is_where_a_plain_reader_finds_it_at_any_offset_in_a_block()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var container = new ObjectGenerator(seed).Next();
            for (var padding = 0; padding < 66; padding++)
            {
                var json = Encoding.UTF8.GetBytes(new string(' ', padding) + container + "}]\"{[\\");
                var expected = padding + Encoding.UTF8.GetByteCount(container);
                Assert.True(expected == JsonSkipper.EndOfContainer(json, padding), $"seed {seed}, padding {padding}: {container}");
            }
        }
    }

    [Fact]
    public void Brackets_are_counted_however_close_they_stand()
    {
        var random = new Random(1111);
        for (var round = 0; round < 2000; round++)
        {
            // Deep and crowded: more brackets of one kind than a block has room for, and many that close before the one that ends it.
            var text = new StringBuilder(new string(' ', random.Next(66)));
            var start = text.Length;
            text.Append('{');
            for (var depth = 1; depth > 0;)
            {
                var opens = random.Next(10) < (text.Length - start < 300 ? 6 : 2);
                text.Append(random.Next(8) == 0 ? "\"}]\"" : "").Append((opens ? "{[" : "}]")[random.Next(2)]);
                depth += opens ? 1 : -1;
            }

            Assert.True(text.Length == JsonSkipper.EndOfContainer(Encoding.UTF8.GetBytes(text.ToString() + "}}]"), start), text.ToString());
            Assert.Equal(-1, JsonSkipper.EndOfContainer(Encoding.UTF8.GetBytes(text.ToString(0, text.Length - 1)), start));
        }
    }

    [Fact]
    public void Runs_of_backslashes_of_any_length_are_told_apart()
    {
        for (var length = 0; length < 200; length++)
        {
            for (var padding = 0; padding < 64; padding++)
            {
                // An odd number escapes the quote, so the string goes on to the next one.
                var text = new string(' ', padding) + "[\"" + new string('\\', length) + "\"]\"]";
                var expected = text.Length - (length % 2 == 0 ? 2 : 0);
                Assert.True(expected == JsonSkipper.EndOfContainer(Encoding.UTF8.GetBytes(text), padding), $"{length} backslashes after {padding} spaces");
            }
        }
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[[]")]
    [InlineData("{\"}\"")]
    [InlineData("{\"\\\"}")]
    public void What_does_not_end_has_no_end(string json)
    {
        for (var padding = 0; padding < 130; padding++)
            Assert.Equal(-1, JsonSkipper.EndOfContainer(Encoding.UTF8.GetBytes(json + new string(' ', padding)), 0));
    }
}
