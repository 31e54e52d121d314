using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Kinds;

/// <summary>What secrets and config maps have to meet.</summary>
internal static class DataRules
{
    private const int SizeMax = 1024 * 1024;
    private const string AccountAnnotation = "kubernetes.io/service-account.name";
    private const string Immutable = "field is immutable when `immutable` is set";

    private static readonly string[] MapFields = ["data", "binaryData"];

    public static void Secret(JsonObject secret, JsonObject? old, List<FieldError> errors)
    {
        Keys(secret, "data", errors);
        var size = (secret["data"] as JsonObject ?? []).Sum(static one => (long)Convert.FromBase64String(one.Value.Text()).Length);
        if (size > SizeMax) errors.Add(FieldError.TooLong("data", SizeMax));
        Typed(secret, errors);
        if (old is null) return;
        if (secret.Text("type") != old.Text("type")) errors.Add(FieldError.Invalid("type", secret.Text("type"), "field is immutable"));
        Fixed(secret, old, ["data"], errors);
    }

    public static void ConfigMap(JsonObject map, JsonObject? old, List<FieldError> errors)
    {
        Keys(map, "data", errors);
        Keys(map, "binaryData", errors);
        foreach (var (key, _) in map["binaryData"] as JsonObject ?? [])
        {
            if (map.At("data", key) is not null)
                errors.Add(FieldError.Invalid(((FieldPath)"data").Key(key), key, "duplicate of key present in binaryData"));
        }

        var size = MapFields.SelectMany(field => map[field] as JsonObject ?? []).Sum(static one => (long)one.Value.Text().Length);
        if (size > SizeMax) errors.Add(FieldError.TooLong("", SizeMax));
        if (old is not null) Fixed(map, old, MapFields, errors);
    }

    private static void Keys(JsonObject value, string field, List<FieldError> errors)
    {
        foreach (var (key, _) in value[field] as JsonObject ?? [])
            errors.AddRange(NameForms.ConfigKey(key).Select(problem => FieldError.Invalid(((FieldPath)field).Key(key), key, problem)));
    }

    private static void Typed(JsonObject secret, List<FieldError> errors)
    {
        string[] needed = secret.Text("type") switch
        {
            "kubernetes.io/tls" => ["tls.crt", "tls.key"],
            "kubernetes.io/dockerconfigjson" => [".dockerconfigjson"],
            "kubernetes.io/dockercfg" => [".dockercfg"],
            "kubernetes.io/ssh-auth" => ["ssh-privatekey"],
            _ => [],
        };
        foreach (var key in needed)
        {
            if (secret.At("data", key) is null) errors.Add(FieldError.Required(((FieldPath)"data").Key(key)));
        }

        if (secret.Text("type") == "kubernetes.io/service-account-token" && secret.Text("metadata", "annotations", AccountAnnotation).Length == 0)
            errors.Add(FieldError.Required(((FieldPath)"metadata.annotations").Key(AccountAnnotation)));
    }

    private static void Fixed(JsonObject value, JsonObject old, string[] fields, List<FieldError> errors)
    {
        if (!old.IsTrue("immutable")) return;
        if (!value.IsTrue("immutable")) errors.Add(FieldError.Forbidden("immutable", Immutable));
        foreach (var field in fields)
        {
            if (!value[field].IsSameAs(old[field])) errors.Add(FieldError.Forbidden(field, Immutable));
        }
    }
}
