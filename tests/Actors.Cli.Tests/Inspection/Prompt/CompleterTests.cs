using System.CommandLine;
using Actors.Cli.Inspection;
using Actors.Cli.Inspection.Client;
using Actors.Cli.Inspection.Output;
using Actors.Cli.Inspection.Prompt;

namespace Actors.Cli.Tests.Inspection.Prompt;

public sealed class CompleterTests : ConsoleTestBase
{
    [Theory]
    [InlineData("", "actors cluster config drain help ingest limits log shards tail top")]
    [InlineData("t", "tail top")]
    [InlineData("cluster ", "leave show tail")]
    [InlineData("actors list --s", "--scope --selector --sort --state")]
    [InlineData("actors list --kind ", "databases")]
    [InlineData("actors show default/", "default/orders")]
    [InlineData("actors show ord", "orders")]
    [InlineData("actors show oth", "other/billing")]
    [InlineData("actors pause data", "databases")]
    [InlineData("actors hierarchy /region/1", "/region/17")]
    [InlineData("cluster leave ", "a_3f9c01ab42 b_77aa01ab42")]
    [InlineData("shards move 17 b", "b_77aa01ab42")]
    [InlineData("shards --replica a", "a_3f9c01ab42")]
    [InlineData("shards -o ", "json table yaml")]
    [InlineData("shards --scope ", "fleet replica")]
    [InlineData("log level Actors.Operators W", "Warning")]
    [InlineData("help act", "actors")]
    [InlineData("help cluster s", "show")]
    [InlineData("actors list -n o", "other")]
    public void A_word_is_completed_by_what_there_is(string typed, string words)
    {
        Api.On("GET /actors", context =>
        {
            // As the API does it: names that hold the text, in the namespace.
            var (space, name) = (context.Request.Query["namespace"].ToString(), context.Request.Query["name"].ToString());
            var items = new[] { ("default", "orders", Samples.Orders()), ("other", "billing", Samples.Billing) }
                .Where(one => (space.Length == 0 || one.Item1 == space) && one.Item2.Contains(name, StringComparison.Ordinal)).Select(static one => one.Item3).ToList();
            context.Response.ContentType = "application/json";
            return Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(
                context.Response, $$"""{"asked":"a","total":{{items.Count}},"items":[{{string.Join(',', items)}}],"missing":[]}""");
        });
        using var client = new ManagementClient(new Target(new Uri(Api.Url), null));
        Assert.Equal(words.Split(' '), new Completer(Tree(client)).Complete(typed).Words);
    }

    [Fact]
    public async Task A_shell_completes_by_the_same_table()
    {
        var (exitCode, output, _) = await SuggestAsync($"actors console --url {Api.Url} clu");
        Assert.Equal((0, "cluster\n"), (exitCode, output));
        (_, output, _) = await SuggestAsync($"actors console --url {Api.Url} cluster leave b_");
        Assert.Contains("b_77aa01ab42\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_answers_nothing_is_completed()
    {
        using var client = new ManagementClient(new Target(new Uri("http://127.0.0.1:9"), null));
        Assert.Empty(new Completer(Tree(client)).Complete("cluster leave ").Words);
    }

    /// <summary>The commands of a prompt that has nobody to ask, or somebody.</summary>
    internal static Command Tree(ManagementClient? client = null)
    {
        var root = new Command("console");
        _ = new CommandTree(root, _ => client ?? throw InspectionException.Usage("nobody to ask"), new SharedSettings(OutputFormat.Table, null, null, null), isPrompt: true);
        return root;
    }

    private static async Task<(int ExitCode, string Output, string Error)> SuggestAsync(string line)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await Cli.Commands.RootCommands.RunAsync([$"[suggest:{line.Length}]", line], new InvocationConfiguration { Output = output, Error = error });
        return (exitCode, output.ToString().ReplaceLineEndings("\n"), error.ToString());
    }
}
