using System.Text;

namespace Actors.Kubernetes.Tests;

public sealed class LineReaderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(4096)]
    [InlineData(int.MaxValue)]
    public async Task Lines_come_whole_however_the_bytes_come(int pieces)
    {
        string[] lines = ["one", "zwölf 🐘", new string('x', 70_000), "{}", new string('y', 200_000), "last"];
        Assert.Equal(lines, await ReadAllAsync(string.Join('\n', lines) + "\n", pieces));
    }

    [Fact]
    public async Task Random_lines_in_random_pieces_come_whole()
    {
        for (var seed = 1; seed <= 50; seed++)
        {
            var random = new Random(seed);
            string[] lines = [.. Enumerable.Range(0, random.Next(200)).Select(_ => new string('z', 1 + (random.Next(20) == 0 ? random.Next(150_000) : random.Next(2000))))];
            var read = await ReadAllAsync(string.Concat(lines.Select(line => line + "\n")), 0, random);
            Assert.True(lines.SequenceEqual(read), $"seed {seed}");
        }
    }

    [Fact]
    public async Task Empty_lines_are_passed_over() => Assert.Equal(["a", "b"], await ReadAllAsync("\n\na\n\nb\n\n", 1));

    [Fact]
    public async Task The_end_within_a_line_is_told()
    {
        var failure = await Assert.ThrowsAsync<EndOfStreamException>(() => ReadAllAsync("a\nbcd", 2));
        Assert.Equal("The watch was cut off within a line, after 3 bytes of it", failure.Message);
    }

    [Theory]
    [InlineData(100_000, true)]
    [InlineData(100_001, false)]
    [InlineData(10_000_000, false)]
    public async Task A_line_has_a_limit(int length, bool fits)
    {
        var text = "a\n" + new string('x', length) + "\n";
        if (fits) Assert.Equal(2, (await ReadAllAsync(text, int.MaxValue, limit: 100_000)).Count);
        else Assert.Contains("longer than the limit of 100000 bytes", (await Assert.ThrowsAsync<InvalidDataException>(() => ReadAllAsync(text, int.MaxValue, limit: 100_000))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_never_ends_is_refused_without_holding_all_of_it()
    {
        using var reader = new LineReader(new EndlessStream(), 1 << 20);
        await Assert.ThrowsAsync<InvalidDataException>(() => reader.ReadAsync(default).AsTask());
    }

    private static async Task<List<string>> ReadAllAsync(string text, int piece, Random? random = null, int limit = 1 << 20)
    {
        using var reader = new LineReader(new PiecesStream(Encoding.UTF8.GetBytes(text), () => random?.Next(1, 100_000) ?? piece), limit);
        var lines = new List<string>();
        while (await reader.ReadAsync(default))
        {
            var length = reader.Lines.IndexOf((byte)'\n');
            lines.Add(Encoding.UTF8.GetString(reader.Lines[..length]));
            reader.Take(length + 1);
        }

        return lines;
    }

    private sealed class PiecesStream(byte[] bytes, Func<int> piece) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, piece())], cancellationToken);
    }

    private sealed class EndlessStream : MemoryStream
    {
        private long _sent;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _sent += buffer.Length;
            Assert.True(_sent < 8 << 20, "It reads on and on");
            buffer.Span.Fill((byte)'x');
            return new(buffer.Length);
        }
    }
}
