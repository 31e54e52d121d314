using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Actors.Testing;

/// <summary>What Roles and ClusterRoles allow: a Role in its namespace, a ClusterRole everywhere.</summary>
/// <remarks>https://kubernetes.io/docs/reference/access-authn-authz/rbac/</remarks>
internal sealed class AccessRules
{
    // Every user who is known may look at these: the ClusterRole system:discovery.
    private static readonly string[] OpenPaths = ["/api", "/apis", "/openapi", "/version", "/healthz", "/livez", "/readyz"];

    private readonly List<Permission> _permissions;

    private AccessRules(List<Permission> permissions) => _permissions = permissions;

    /// <summary>What no request has needed so far, as <c>delete statefulsets.apps</c>.</summary>
    public IReadOnlyList<string> Unused => [.. _permissions.Where(static one => !one.IsUsed).Select(static one => one.ToString()).Distinct()];

    /// <summary>Reads the Roles and ClusterRoles among some YAML documents.</summary>
    /// <exception cref="ArgumentException">It is no YAML, or there is no role in it.</exception>
    public static AccessRules Read(string yaml)
    {
        var deserializer = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).IgnoreUnmatchedProperties().Build();
        var permissions = new List<Permission>();
        try
        {
            var parser = new Parser(new StringReader(yaml));
            parser.Consume<StreamStart>();
            while (parser.Accept<DocumentStart>(out _))
                if (deserializer.Deserialize<Role?>(parser) is { Kind: "Role" or "ClusterRole" } role) permissions.AddRange(role.Permissions());
        }
        catch (YamlException failure)
        {
            throw new ArgumentException($"The roles are no YAML: {failure.Message}", nameof(yaml), failure);
        }

        if (permissions.Count == 0) throw new ArgumentException("There is no Role and no ClusterRole with rules in the text", nameof(yaml));
        return new AccessRules(permissions);
    }

    /// <summary>Whether a request is allowed.</summary>
    public bool Allows(ApiRequest request)
    {
        if (request.Verb.Length == 0) return OpenPaths.Any(open => request.Resource == open || request.Resource.StartsWith(open + "/", StringComparison.Ordinal));
        return _permissions.Exists(one => one.Covers(request));
    }

    /// <summary>Takes note that a request was needed.</summary>
    public void Use(ApiRequest request)
    {
        foreach (var permission in _permissions.Where(one => one.Covers(request))) permission.IsUsed = true;
    }

    private sealed class Role
    {
        public string Kind { get; set; } = "";

        public RoleMetadata Metadata { get; set; } = new();

        public List<Rule>? Rules { get; set; }

        public IEnumerable<Permission> Permissions()
        {
            var space = Kind == "Role" ? Metadata.Namespace ?? "default" : null;
            foreach (var rule in Rules ?? [])
                foreach (var group in rule.ApiGroups ?? [])
                    foreach (var resource in rule.Resources ?? [])
                        foreach (var verb in rule.Verbs ?? []) yield return new Permission(space, group, resource, verb, rule.ResourceNames);
        }
    }

    private sealed class RoleMetadata
    {
        public string? Namespace { get; set; }
    }

    private sealed class Rule
    {
        public List<string>? ApiGroups { get; set; }

        public List<string>? Resources { get; set; }

        public List<string>? ResourceNames { get; set; }

        public List<string>? Verbs { get; set; }
    }

    // Space is the namespace it is for: null for all, and for what is in none.
    private sealed record Permission(string? Space, string Group, string Resource, string Verb, List<string>? Names)
    {
        public bool IsUsed { get; set; }

        public bool Covers(ApiRequest request) =>
            (Space is null || Space == request.Namespace)
            && (Group == "*" || Group == request.Group)
            && CoversResource(request.Resource)
            && (Verb == "*" || Verb == request.Verb)
            && (Names is not { Count: > 0 } || Names.Contains(request.Name));

        public override string ToString() => $"{Verb} {(Group.Length == 0 ? Resource : $"{Resource}.{Group}")}";

        private bool CoversResource(string resource) =>
            Resource == "*" || Resource == resource || (Resource.StartsWith("*/", StringComparison.Ordinal) && resource.EndsWith(Resource[1..], StringComparison.Ordinal));
    }
}
