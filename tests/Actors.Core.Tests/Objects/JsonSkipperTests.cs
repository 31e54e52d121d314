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
