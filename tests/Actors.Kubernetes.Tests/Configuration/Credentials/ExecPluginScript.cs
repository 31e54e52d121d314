namespace Actors.Kubernetes.Configuration.Tests;

/// <summary>An exec plugin that is a shell script in a folder, which counts its runs there.</summary>
internal sealed class ExecPluginScript(TestFolder folder)
{
    public const string Header = "\"kind\": \"ExecCredential\", \"apiVersion\": \"client.authentication.k8s.io/v1\"";

    public int Runs => File.Exists(folder["runs"]) ? File.ReadAllLines(folder["runs"]).Length : 0;

    /// <summary>A plugin that writes the file <c>answer</c>, after what the script does.</summary>
    public ExecPlugin Plugin(string script = "") => new()
    {
        Command = "sh",
        // Not started itself: a process that another test starts at the same time may still have it open for writing.
        Arguments = [folder.Write("plugin.sh", $"cd '{folder.Path}'\necho run >> runs\n{script}\ncat answer\n"), "argument"],
    };

    /// <summary>What the plugin answers from now on.</summary>
    public void Answer(string status) => folder.Write("answer", $$"""{ {{Header}}, "status": { {{status}} } }""");

    public void AnswerToken(string token, DateTimeOffset? expires = null) =>
        Answer($"\"token\": \"{token}\"{(expires is { } time ? $", \"expirationTimestamp\": \"{time.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffffffZ}\"" : "")}");

    public void AnswerCertificate(TestCertificate certificate) =>
        Answer($"\"clientCertificateData\": \"{Escape(certificate.Pem)}\", \"clientKeyData\": \"{Escape(certificate.Key)}\"");

    private static string Escape(string pem) => pem.Replace("\n", "\\n", StringComparison.Ordinal);
}
