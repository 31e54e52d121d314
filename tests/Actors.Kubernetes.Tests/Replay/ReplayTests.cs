namespace Actors.Kubernetes.Replay.Tests;

/// <summary>Whatever a kube-apiserver v1.36 was sent and has answered goes through the client's types and comes out as it was: nothing lost, nothing added.</summary>
public sealed class ReplayTests
{
    /// <summary>What no type takes, by what was asked for, and why.</summary>
    private static readonly Dictionary<string, string> Untaken = new()
    {
        [Create("broken body")] = NotJson,
        [Create("empty body")] = NotJson,
        [Create("wrong type", "Database")] = NotOfItsType,
        [Create("int-or-string as bool", "Database")] = NotOfItsType,
        [Create("required missing and pattern violated", "Database")] = NotOfItsType,
        ["patch, broken patch, /apis/patch.example.com/v1alpha1/namespaces/x4712/databases/one: request"] = NotJson,
        ["update, unsupported media type, /apis/update.example.com/v1alpha1/namespaces/x4712/databases: request"] = NotJson,
        ["discovery, get, /healthz: answer"] = NotAnObject,
        ["discovery, get, /livez: answer"] = NotAnObject,
        ["discovery, get, /readyz: answer"] = NotAnObject,
        ["discovery, get, /version: answer"] = NotAnObject,
        ["discovery, OpenAPI v3 index, /openapi/v3: answer"] = NotAnObject,
        ["discovery, OpenAPI v3 of a group, /openapi/v3/apis/disco.example.com/v1alpha1: answer"] = NotAnObject,
    };

    private const string NotJson = "It is not JSON: whoever writes it on purpose sends it with the RestClient, which takes any bytes";
    private const string NotOfItsType = "Made to be refused: a value is not of the type its field has, so a model of that type cannot hold it; KubernetesObject and KubernetesResource do";
    private const string NotAnObject = "No object of the API, and nothing an operator reads: the RestClient hands out its bytes";

    [Theory]
    [InlineData("apply", 15)]
    [InlineData("builtin", 19)]
    [InlineData("create", 32)]
    [InlineData("delete", 24)]
    [InlineData("discovery", 14)]
    [InlineData("list", 32)]
    [InlineData("patch", 18)]
    [InlineData("shard", 14)]
    [InlineData("update", 22)]
    [InlineData("watch", 21)]
    public void What_was_said_comes_out_as_it_went_in(string name, int answers)
    {
        var steps = Conversations.Read(name);
        Assert.Equal(answers, steps.Count(step => step.Code is not null));
        var replay = new StepReplay();
        foreach (var step in steps) replay.Run(step);
        Assert.True(replay.Objects.Losses.Count == 0, string.Join('\n', replay.Objects.Losses));
        Assert.Equal(Untaken.Keys.Where(one => one.StartsWith(name + ",", StringComparison.Ordinal)).Order(), replay.Objects.Untaken.Order());
    }

    private static string Create(string title, string? model = null) =>
        $"create, {title}, /apis/create.example.com/v1alpha1/namespaces/x4712/databases: request{(model is null ? "" : $", {model}")}";
}
