using System.Text;
using System.Text.Json.Nodes;
using Actors.Engine.Tests;
using Actors.Kubernetes;
using Actors.Kubernetes.Models;
using Actors.Operators.Tests;

namespace Actors.Operators.Link.Tests;

/// <summary>Who is let in by tokens, with an API server that issues them and knows them.</summary>
public sealed class ServiceAccountTests : LinkTestBase
{
    private const string Account = "database-operator";

    private readonly ManualTimeProvider _time = new();
    private TestCluster _cluster = null!;

    private ResourceClient<V1ServiceAccount> Accounts => _cluster.Client.Resource<V1ServiceAccount>().InNamespace(TestCluster.Namespace);

    public override async Task InitializeAsync()
    {
        _cluster = Opened(await TestCluster.StartAsync(isDefined: false));
        foreach (var name in new[] { Account, "other" }) await Accounts.CreateAsync(new V1ServiceAccount { Metadata = { Name = name } });
    }

    [Fact]
    public async Task Replicas_of_one_account_are_let_in_and_nobody_else()
    {
        var server = await StartServerAsync(authentication: await WithTokenAsync(), time: _time);
        NewClient(authentication: await WithTokenAsync()).RefAt(server.Address, TestProtocol.Inbox).Tell(new Note(1));
        await WhenNoted(static note => note.Number == 1);

        using var raw = new RawLink(server.Address);
        await ExpectAsync(200, await TokenAsync(Account, LinkAuthentication.DefaultAudience), "");
        await ExpectAsync(401, await TokenAsync("other", LinkAuthentication.DefaultAudience), $"it is system:serviceaccount:default:other and not system:serviceaccount:default:{Account}");
        await ExpectAsync(401, await TokenAsync(Account, null), "token audiences [\"https://kubernetes.default.svc.cluster.local\"] is invalid for the target audiences [\"actors-replica-link\"]");
        await ExpectAsync(401, "any", "its token is not valid: invalid bearer token");

        async Task ExpectAsync(int status, string token, string problem)
        {
            _time.Advance(new LinkOptions().LogPeriod);
            Assert.Equal(status, (int)(await raw.SendAsync([], $"Bearer {token}")).Status);
            if (status != 200) Assert.Contains(problem, Log.Of(nameof(LinkLog.NotLetIn))[^1], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_account_that_is_deleted_is_not_let_in_any_more()
    {
        var (known, other) = (await TokenAsync(Account, LinkAuthentication.DefaultAudience), await TokenAsync(Account, LinkAuthentication.DefaultAudience));
        using var tokens = await WithTokenAsync();
        Assert.Equal(Admission.Granted, (await tokens.AdmitAsync(known, default)).Admission);
        await Accounts.DeleteAsync(Account);
        Assert.Equal((Admission.Refused, $"its token is not valid: [invalid bearer token, serviceaccounts \"{Account}\" not found]"), await tokens.AdmitAsync(other, default));
        Assert.Equal(Admission.Granted, (await tokens.AdmitAsync(known, default)).Admission);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(Admission.Refused, (await tokens.AdmitAsync(known, default)).Admission);
    }

    private async Task<LinkAuthentication> WithTokenAsync()
    {
        var file = Path.Combine(Folder, Guid.NewGuid().ToString("N"));
        await File.WriteAllTextAsync(file, await TokenAsync(Account, LinkAuthentication.DefaultAudience));
        return LinkAuthentication.Load(null, _cluster.Client, _time, file);
    }

    private async Task<string> TokenAsync(string account, string? audience)
    {
        var body = new JsonObject { ["spec"] = new JsonObject { ["audiences"] = audience is null ? new JsonArray() : new JsonArray(audience) } };
        using var response = await _cluster.Client.Rest.SendAsync(new RestRequest(HttpMethod.Post, $"/api/v1/namespaces/{TestCluster.Namespace}/serviceaccounts/{account}/token")
        {
            Body = Encoding.UTF8.GetBytes(body.ToJsonString()),
        });
        return (string)JsonNode.Parse(response.Body.Span)!["status"]!["token"]!;
    }
}
