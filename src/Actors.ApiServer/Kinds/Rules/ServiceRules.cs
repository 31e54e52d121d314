using System.Net;
using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Kinds;

/// <summary>What services have to meet.</summary>
internal static class ServiceRules
{
    private const int NodePortMin = 30000;
    private const int NodePortMax = 32767;
    private static readonly string OutOfRange = $"provided port is not in the valid range. The range of valid ports is {NodePortMin}-{NodePortMax}";
    private const string Headless = "None";

    public static void Check(JsonObject service, JsonObject? old, List<FieldError> errors)
    {
        var spec = service["spec"]!.AsObject();
        var type = spec.Text("type");
        var ports = spec.Objects("ports").ToArray();
        if (ports.Length == 0 && type != "ExternalName" && spec.Text("clusterIP") != Headless) errors.Add(FieldError.Required("spec.ports"));
        if (type == "ExternalName" && spec.Text("externalName").Length == 0) errors.Add(FieldError.Required("spec.externalName"));
        if (type is "NodePort" or "LoadBalancer" && spec.Text("clusterIP") == Headless)
            errors.Add(FieldError.Invalid("spec.clusterIPs[0]", Headless, $"may not be set to 'None' for {type} services"));
        Ports(ports, type, errors);
        Addresses(spec, old, errors);
    }

    private static void Ports(JsonObject[] ports, string type, List<FieldError> errors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var numbers = new HashSet<(string Protocol, long Port)>();
        for (var index = 0; index < ports.Length; index++)
        {
            var (port, path) = (ports[index], ((FieldPath)"spec.ports").Index(index));
            var name = port.Text("name");
            if (name.Length == 0 && ports.Length > 1) errors.Add(FieldError.Required(path.Child("name")));
            if (name.Length > 0 && !names.Add(name)) errors.Add(FieldError.Duplicate(path.Child("name"), name));
            if (!numbers.Add((port.Text("protocol"), port.Number("port"))))
                errors.Add(FieldError.Duplicate(path, new JsonObject { ["port"] = port.Number("port"), ["protocol"] = port.Text("protocol") }));
            if (port.At("nodePort").NumberOrNull() is not { } node) continue;
            if (type is "ClusterIP") errors.Add(FieldError.Forbidden(path.Child("nodePort"), "may not be used when `type` is 'ClusterIP'"));
            else if (node is < NodePortMin or > NodePortMax)
                errors.Add(FieldError.Invalid(path.Child("nodePort"), node, OutOfRange));
        }
    }

    private static void Addresses(JsonObject spec, JsonObject? old, List<FieldError> errors)
    {
        FieldPath path = "spec.clusterIPs";
        var addresses = spec.Texts("clusterIPs");
        for (var index = 0; index < addresses.Count; index++)
        {
            var isFine = (addresses[index] == Headless && index == 0) || IPAddress.TryParse(addresses[index], out _);
            if (!isFine) errors.Add(FieldError.Invalid(path.Index(index), addresses[index], "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"));
        }

        if (addresses.Count > 0 && addresses[0] != spec.Text("clusterIP"))
            errors.Add(FieldError.Invalid(path, addresses, "first value must match `clusterIP`"));
        var before = old?["spec"].Text("clusterIP") ?? "";
        var staysInside = spec.Text("type") != "ExternalName" && old?["spec"].Text("type") != "ExternalName";
        if (before.Length > 0 && staysInside && spec.Text("clusterIP") != before)
            errors.Add(FieldError.Invalid(path.Index(0), addresses, "may not change once set"));
    }
}
