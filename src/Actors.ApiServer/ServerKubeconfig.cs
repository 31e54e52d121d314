using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Actors.ApiServer;

/// <summary>Writes the configuration by which kubectl and others find a server.</summary>
internal static class ServerKubeconfig
{
    private const string Name = "actors";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>A kubeconfig. It is JSON, which is YAML too.</summary>
    public static string Write(Uri address, string? token, string? authority)
    {
        var cluster = new JsonObject { ["server"] = address.ToString().TrimEnd('/') };
        if (authority is not null) cluster["certificate-authority-data"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(authority));
        var config = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Config",
            ["clusters"] = Entry("cluster", cluster),
            ["users"] = Entry("user", token is null ? [] : new JsonObject { ["token"] = token }),
            ["contexts"] = Entry("context", new JsonObject { ["cluster"] = Name, ["user"] = Name, ["namespace"] = "default" }),
            ["current-context"] = Name,
        };
        return config.ToJsonString(Indented) + "\n";
    }

    private static JsonArray Entry(string what, JsonObject value) => new(new JsonObject { ["name"] = Name, [what] = value });
}
