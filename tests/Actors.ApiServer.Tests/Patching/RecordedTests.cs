using System.Text.Json.Nodes;

namespace Actors.ApiServer.Patching.Tests;

/// <summary>Writes recorded from a real server, with the objects and the managed fields it answered.</summary>
public class RecordedTests
{
    private static readonly string[] NotCompared = ["creationTimestamp", "generation", "namespace", "resourceVersion", "uid"];

    [Theory]
    [InlineData("apply", 9)]
    [InlineData("patch", 10)]
    [InlineData("update", 6)]
    [InlineData("create", 6)]
    public void The_answers_are_those_of_a_real_server(string name, int count)
    {
        var recorded = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "Patching", name + ".json")))!;
        var server = new TestServer((string)recorded["apiVersion"]!, (string)recorded["kind"]!, SchemaReader.Read(recorded["schema"]!.AsObject()));
        var steps = recorded["steps"]!.AsArray();

        Assert.Equal(count, steps.Count);
        Assert.All(steps, step => Compare(step!["expected"]!["body"]!.AsObject(), Answer(server, step)));
    }

    private static PatchResult Answer(TestServer server, JsonNode step)
    {
        var uri = new Uri("http://localhost" + step["path"]);
        var options = System.Web.HttpUtility.ParseQueryString(uri.Query);
        var path = uri.AbsolutePath.Split('/').SkipWhile(part => part != "databases").ToList();
        var (name, subresource) = (path.ElementAtOrDefault(1) ?? "", path.ElementAtOrDefault(2) ?? "");
        var manager = FieldManagerName.Of(options["fieldManager"], "");
        var dryRun = options["dryRun"] == "All";
        return (string)step["method"]! switch
        {
            "POST" => server.Create(step["body"]!.AsObject(), manager, dryRun),
            "PUT" => server.Replace(name, subresource, step["body"]!.AsObject(), manager),
            _ => server.Patch(name, subresource, (string)step["type"]!, step["body"], manager, options["force"] == "true", dryRun),
        };
    }

    private static void Compare(JsonObject expected, PatchResult actual)
    {
        if ((string?)expected["kind"] == "Status")
        {
            var error = actual.Error!;
            Assert.Equal(((int)expected["code"]!, (string)expected["reason"]!, (string)expected["message"]!), (error.Code, error.Reason, error.Message));
            var causes = (expected["details"]?["causes"] as JsonArray ?? [])
                .Select(cause => new PatchCause((string)cause!["reason"]!, (string)cause["message"]!, (string)cause["field"]!));
            Assert.Equal(causes, error.Causes!);
            return;
        }

        var answer = actual.Object!.DeepClone().AsObject();
        foreach (var value in (JsonObject[])[expected, answer])
        {
            foreach (var name in NotCompared) value["metadata"]!.AsObject().Remove(name);
            foreach (var entry in value["metadata"]!["managedFields"]!.AsArray()) entry!["time"] = "<time>";
        }

        Json.Same(expected, answer);
    }
}
