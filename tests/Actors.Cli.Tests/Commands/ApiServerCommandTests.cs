using System.CommandLine;
using System.Text;
using Actors.Cli.Commands;

namespace Actors.Cli.Tests;

public class ApiServerCommandTests
{
    [Fact]
    public async Task It_serves_where_it_says_until_it_is_stopped()
    {
        var kubeconfig = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.yaml");
        using var stop = new CancellationTokenSource();
        using var output = new LineWriter();
        using var errors = new StringWriter();
        var running = RootCommands.Create().Parse(["apiserver", "--token", "secret", "--kubeconfig", kubeconfig])
            .InvokeAsync(new InvocationConfiguration { Output = output, Error = errors }, stop.Token);
        try
        {
            var line = await output.FirstLine;
            Assert.StartsWith("listening on http://127.0.0.1:", line, StringComparison.Ordinal);
            using var client = new HttpClient { BaseAddress = new Uri(line["listening on ".Length..]) };
            Assert.Equal("ok", await client.GetStringAsync("/readyz"));
            var text = await File.ReadAllTextAsync(kubeconfig);
            Assert.Contains(client.BaseAddress.ToString().TrimEnd('/'), text, StringComparison.Ordinal);
            Assert.Contains("\"secret\"", text, StringComparison.Ordinal);
        }
        finally
        {
            await stop.CancelAsync();
            Assert.Equal(0, await running);
            File.Delete(kubeconfig);
            Assert.Contains("start it with --tls", errors.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("65536")]
    [InlineData("http")]
    public void A_port_that_is_none_is_refused(string port) => Assert.NotEmpty(RootCommands.Create().Parse(["apiserver", "--port", port]).Errors);

    [Theory]
    [InlineData("--nodes", "-1")]
    [InlineData("--start-delay", "-0.5")]
    [InlineData("--run-failures", "1.5")]
    [InlineData("--ready-delay", "soon")]
    public void A_simulation_that_cannot_be_is_refused(string option, string value) =>
        Assert.NotEmpty(RootCommands.Create().Parse(["apiserver", "--simulate-workloads", option, value]).Errors);

    [Fact]
    public void What_is_about_a_simulation_needs_one()
    {
        Assert.NotEmpty(RootCommands.Create().Parse(["apiserver", "--nodes", "2"]).Errors);
        Assert.Empty(RootCommands.Create().Parse(["apiserver", "--simulate-workloads", "--nodes", "2"]).Errors);
    }

    /// <summary>Gives away the first line that is written to it.</summary>
    private sealed class LineWriter : StringWriter
    {
        private readonly TaskCompletionSource<string> _line = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> FirstLine => _line.Task;

        public override Encoding Encoding => Encoding.UTF8;

        public override Task WriteLineAsync(string? value)
        {
            _line.TrySetResult(value ?? "");
            return Task.CompletedTask;
        }
    }
}
