namespace Actors.Kubernetes.Configuration;

/// <summary>An entry of <c>users</c>.</summary>
internal sealed record KubeconfigUser(KubernetesCredentials? Credentials, ClientCertificate? ClientCertificate, Impersonation? Impersonation)
{
    public static KubeconfigUser Read(YamlMap map, KubeconfigCluster? cluster)
    {
        var certificate = ReadCertificate(map);
        var token = ReadToken(map);
        var password = ReadPassword(map);
        var exec = map.Map("exec") is { } execMap ? KubeconfigExec.Read(execMap, cluster?.ExecConfig) : null;
        if (map.Has("auth-provider") && exec is null)
            map.Report("auth-provider was taken out of Kubernetes in 1.26: use the provider's exec plugin", "auth-provider");
        if (token is not null && password is not null)
            map.Report("a token and a username are both there: take one of them out", "username");
        // As kubectl: a plugin is for those who have nothing else to show.
        return new KubeconfigUser(token ?? (KubernetesCredentials?)password ?? (certificate is null ? exec : null), certificate, ReadImpersonation(map));
    }

    private static KubernetesCredentials? ReadToken(YamlMap map)
    {
        var token = map.Text("token");
        if (map.FilePath("tokenFile") is not { } file) return token is null ? null : new BearerToken(token);
        if (token is null && Problem.OfReading(file, static text => text.AsSpan().Trim().Length > 0 ? null : "it is empty") is { } problem)
            map.Report($"tokenFile {file} cannot be used: {problem}", "tokenFile");
        return new TokenFile(file, token);
    }

    private static BasicCredentials? ReadPassword(YamlMap map)
    {
        var (user, password) = (map.Text("username"), map.Text("password"));
        return user is null && password is null ? null : new BasicCredentials(user ?? "", password ?? "");
    }

    private static ClientCertificate? ReadCertificate(YamlMap map)
    {
        if (!map.Has("client-certificate") && !map.Has("client-certificate-data")) return null;
        var certificate = KubeconfigCluster.ReadPem(map, "client-certificate", Pem.ProblemWithCertificates);
        var key = KubeconfigCluster.ReadPem(map, "client-key");
        if (!map.Has("client-key") && !map.Has("client-key-data"))
            map.Report("client-certificate is there without its key: add client-key or client-key-data", "client-certificate");
        if (certificate is null || key is null) return null;
        if (Pem.ProblemWithCertificates(certificate.Read()) is null && Pem.ProblemWithIdentity(certificate.Read(), key.Read()) is { } problem)
            map.Report($"client-certificate and client-key cannot be used together: {problem}");
        return new ClientCertificate(certificate, key);
    }

    private static Impersonation? ReadImpersonation(YamlMap map)
    {
        var extra = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (map.Map("as-user-extra") is { } all)
        {
            foreach (var key in all.Keys()) extra.Add(key, all.Texts(key));
        }

        var read = new Impersonation { User = map.Text("as") ?? "", Uid = map.Text("as-uid"), Groups = map.Texts("as-groups"), Extra = extra };
        if (read.User.Length > 0) return read;
        if (read.Uid is not null || read.Groups.Count > 0 || extra.Count > 0)
            map.Report("as-uid, as-groups and as-user-extra need a user to be: add as");
        return null;
    }
}
