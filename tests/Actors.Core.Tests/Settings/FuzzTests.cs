using System.Text;

namespace Actors.Settings.Tests;

/// <summary>Whatever a file holds, reading it ends, and ends with settings or with errors.</summary>
public sealed class FuzzTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly string[] Keys = [.. new SettingsInput().Read().Known.Select(one => one.Key)];

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", "\"", "\"\"\"", "${", "${?", "}", "=", ":", "+=", ",", "\n", "\r\n", "#", "//", ".", "..", "\\", "\\u12", "\0", "\uFEFF", "\uD83D", "null",
        "include \"self\"", "include required(file(\"other\"))", "include \"none\"", "include required(\"none\")", "include ",
        "${akka}", "${?akka}", "${akka.actor}", "${akka.scheduler.tick-duration}", "${vars.a}", "${?vars.a}", "${vars.b}", "${vars}", "${ENV}", "${?none}",
        "akka ", "akka.actor", "akka = ", "akka += 1", "vars.a = ", "vars.b = ", "vars { ", "vars.a += ", "99999999999999999999999999999", "-1", "1.5", "5ms", "9999999d",
    ];

    [Fact]
    public async Task A_mutated_file_is_read_or_refused_and_nothing_else()
    {
        var text = SettingsText();
        var seed = 0;
        var reading = Task.Run(() =>
        {
            for (; seed < 2000; seed++) Read(seed, Mutated(text, new Random(seed)));
        });
        await Ends(reading, () => seed);
    }

    [Fact]
    public async Task Pieces_in_any_order_are_read_or_refused_and_nothing_else()
    {
        var seed = 0;
        var reading = Task.Run(() =>
        {
            for (; seed < 5000; seed++)
            {
                var random = new Random(seed);
                Read(seed, string.Concat(Enumerable.Range(0, random.Next(1, 60)).Select(_ => Pieces[random.Next(Pieces.Length)])));
            }
        });
        await Ends(reading, () => seed);
    }

    /// <summary>Doubling thirty times, in text, lists and objects: small files that mean very much.</summary>
    [Theory]
    [InlineData("x", "${N}${N}")]
    [InlineData("[1]", "${N} ${N}")]
    [InlineData("{ a = 1 }", "{ l = ${N}, r = ${N} }")]
    [InlineData("1", "[${N}, ${N}]")]
    public void A_file_that_means_too_much_is_refused(string first, string doubled)
    {
        var lines = Enumerable.Range(1, 30).Select(n => $"vars.n{n} = {doubled.Replace("N", $"vars.n{n - 1}", StringComparison.Ordinal)}");
        Assert.Contains("substitutions come to more than", Assert.Single(Reading.Errors($"vars.n0 = {first}\n{string.Join('\n', lines)}")), StringComparison.Ordinal);
    }

    /// <summary>On a stack as small as a thread usually has.</summary>
    [Theory]
    [InlineData("vars.a += 1\n")]
    [InlineData("vars.a = ${?vars.a}x\n")]
    [InlineData("vars.a = [${?vars.a}]\n")]
    [InlineData("vars.a = ${?vars.a} { a = 1 }\n")]
    public void Values_that_need_each_other_do_so_to_a_number(string line)
    {
        SettingsResult[] results = [];
        var thread = new Thread(() => results = [Reading.Read(Repeated(100)), Reading.Read(Repeated(20_000))], maxStackSize: 1 << 20);
        thread.Start();
        thread.Join();
        Assert.Empty(results[0].Errors);
        Assert.Contains("more than 500 values that need each other", Assert.Single(results[1].Errors).Message, StringComparison.Ordinal);

        string Repeated(int times) => string.Concat(Enumerable.Repeat(line, times));
    }

    private static void Read(int seed, string text)
    {
        var input = new SettingsInput
        {
            File = new HoconFile("self", text),
            Open = (name, _) => name switch { "self" => new HoconFile(name, text), "other" => new HoconFile(name, "vars.a = ${vars.b}\nvars.b = ${?x}"), _ => null },
            Environment = name => name == "ENV" ? text : null,
            Overrides = [new SettingsOverride("vars.o", text, "command line")],
        };
        try
        {
            var result = input.Read();
            Assert.Equal(result.Settings is null, result.Errors.Count > 0);
            Assert.Equal(Keys, result.Known.Select(one => one.Key));
            Assert.All(result.Errors, error => Assert.False(string.IsNullOrWhiteSpace(error.Message)));
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"seed {seed}, text:\n{text}", failure);
        }
    }

    private static string Mutated(string text, Random random)
    {
        var mutated = new StringBuilder(text);
        for (var left = random.Next(1, 12); left > 0; left--)
        {
            var at = random.Next(mutated.Length);
            var length = Math.Min(random.Next(1, 40), mutated.Length - at);
            switch (random.Next(4))
            {
                case 0:
                    mutated.Remove(at, length);
                    break;
                case 1:
                    mutated.Insert(random.Next(mutated.Length), mutated.ToString(at, length));
                    break;
                case 2:
                    mutated.Insert(at, Pieces[random.Next(Pieces.Length)]);
                    break;
                default:
                    mutated[at] = (char)random.Next(128);
                    break;
            }
        }

        return mutated.ToString();
    }

    private static async Task Ends(Task reading, Func<int> seed)
    {
        try
        {
            await reading.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"seed {seed()} does not end");
        }
    }

    private static string SettingsText()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Actors.sln"))) folder = folder.Parent!;
        return File.ReadAllText(Path.Combine(folder.FullName, "akka.hocon"));
    }
}
