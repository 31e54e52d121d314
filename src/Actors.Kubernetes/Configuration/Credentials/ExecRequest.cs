using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Actors.Kubernetes.Configuration;

/// <summary>What an exec plugin is told in KUBERNETES_EXEC_INFO.</summary>
internal static class ExecRequest
{
    public static string Write(ExecPlugin plugin, KubernetesConfiguration configuration, bool interactive)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("kind", "ExecCredential");
            json.WriteString("apiVersion", plugin.ApiVersion);
            json.WriteStartObject("spec");
            if (plugin.ProvideClusterInfo) WriteCluster(json, plugin, configuration);
            json.WriteBoolean("interactive", interactive);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteCluster(Utf8JsonWriter json, ExecPlugin plugin, KubernetesConfiguration configuration)
    {
        json.WriteStartObject("cluster");
        json.WriteString("server", configuration.Server.AbsoluteUri.TrimEnd('/'));
        if (configuration.Trust.ServerName is { } name) json.WriteString("tls-server-name", name);
        if (configuration.Trust.SkipVerification) json.WriteBoolean("insecure-skip-tls-verify", true);
        if (configuration.Trust.Authority is { } authority)
            json.WriteBase64String("certificate-authority-data", Encoding.UTF8.GetBytes(authority.Read()));
        if (configuration.Proxy?.Address is { } proxy) json.WriteString("proxy-url", proxy.OriginalString);
        if (configuration.DisableCompression) json.WriteBoolean("disable-compression", true);
        if (plugin.ClusterConfig is { } config)
        {
            json.WritePropertyName("config");
            json.WriteRawValue(config);
        }

        json.WriteEndObject();
    }
}
