using System.Text;
using System.Text.Json.Nodes;
using Actors.ApiServer.Http;
using Actors.ApiServer.Resources;
using Actors.ApiServer.Storage;
using Actors.ApiServer.Verbs;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Actors.ApiServer.Tests.Http;

public class FailureTests
{
    [Fact]
    public async Task What_nobody_expected_is_logged_with_its_request_and_answered()
    {
        var kind = new ResourceKind { Group = "example.com", Version = "v1", Plural = "things", Singular = "thing", Kind = "Thing", IsCustom = true, Rules = new BrokenRules() };
        var registry = new ObjectRegistry(new Store(new StoreOptions(10, 1000)), new ResourceRegistry([.. BuiltInResources.Create(), kind]), TimeProvider.System);
        var log = new Log();
        var handler = new RequestHandler(registry, new WriteAudit(registry.Store, null), new TokenAuthenticator(null, registry), log, CancellationToken.None);
        var http = new DefaultHttpContext { Request = { Method = "POST", Path = "/apis/example.com/v1/things", QueryString = new QueryString("?dryRun=All"), Protocol = "HTTP/2" } };
        http.Request.ContentType = "application/json";
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes("""{"apiVersion":"example.com/v1","kind":"Thing"}"""));
        http.Response.Body = new MemoryStream();
        await handler.HandleAsync(http);

        http.Response.Body.Position = 0;
        var status = await JsonNode.ParseAsync(http.Response.Body);
        Assert.Equal((500, "InternalError", "Internal error occurred: it is broken"), ((int)status!["code"]!, (string?)status["reason"], (string?)status["message"]));
        Assert.Equal(["POST /apis/example.com/v1/things?dryRun=All HTTP/2 failed: it is broken"], log.Lines);
    }

    private sealed class BrokenRules : ObjectRules
    {
        public override IReadOnlyList<string> Decode(JsonObject value) => throw new InvalidTimeZoneException("it is broken");
    }

    private sealed class Log : ILogger
    {
        public List<string> Lines { get; } = [];

        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add($"{formatter(state, exception)}: {exception?.Message}");

        public bool IsEnabled(LogLevel logLevel) => true;

        IDisposable? ILogger.BeginScope<TState>(TState state) => null;
    }
}
