using System.Text;
using System.Text.Json.Nodes;
using Actors.ApiServer.Kinds;

namespace Actors.ApiServer.Tests.Kinds;

public class ProtobufObjectTests
{
    [Fact]
    public void A_namespace_as_kubectl_sends_it()
    {
        // metadata: name x, empty strings and a zero time around it, as Go writes what is not set; spec and status empty.
        var metadata = Message((1, "x"), (2, ""), (3, ""), (5, ""), (6, ""), (8, ""u8.ToArray()), (11, Message((1, "a"), (2, "b"))));
        var body = Envelope("v1", "Namespace", Message((1, metadata), (2, Message()), (3, Message((1, "")))));
        var value = ProtobufObject.Read(body);
        Assert.Equal(("v1", "Namespace", "x", "b"), ((string?)value["apiVersion"], (string?)value["kind"], (string?)value["metadata"]!["name"], (string?)value["metadata"]!["labels"]!["a"]));
        Assert.Null(value["metadata"]!["creationTimestamp"]);
    }

    [Fact]
    public void Objects_that_JSON_inlines_are_brought_up()
    {
        var volume = Message((1, "v"), (2, Message((2, Message((1, "Memory"))))));
        var body = Envelope("v1", "Pod", Message((2, Message((1, volume)))));
        Assert.Equal("""[{"name":"v","emptyDir":{"medium":"Memory"}}]""", ProtobufObject.Read(body)["spec"]!["volumes"]!.ToJsonString());
    }

    [Fact]
    public void Numbers_quantities_times_and_either_or_are_read()
    {
        var port = Message((1, "http"), (3, 80L), (4, Message((1, 1L), (3, "web"))));
        var service = ProtobufObject.Read(Envelope("v1", "Service", Message((2, Message((1, port))))));
        Assert.Equal("""[{"name":"http","port":80,"targetPort":"web"}]""", service["spec"]!["ports"]!.ToJsonString());

        var lease = ProtobufObject.Read(Envelope("coordination.k8s.io/v1", "Lease", Message((2, Message((1, "me"), (2, 15L), (3, Message((1, 1767225600L), (2, 123456000L))))))));
        Assert.Equal("""{"holderIdentity":"me","leaseDurationSeconds":15,"acquireTime":"2026-01-01T00:00:00.123456Z"}""", lease["spec"]!.ToJsonString());

        var quota = ProtobufObject.Read(Envelope("v1", "ResourceQuota", Message((2, Message((1, Message((1, "cpu"), (2, Message((1, "500m"))))))))));
        Assert.Equal("""{"cpu":"500m"}""", quota["spec"]!["hard"]!.ToJsonString());

        var secret = ProtobufObject.Read(Envelope("v1", "Secret", Message((2, Message((1, "k"), (2, "hunter2"))))));
        Assert.Equal("aHVudGVyMg==", (string?)secret["data"]!["k"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("k8s")]
    [InlineData("k8s\0\x0a\x7f")]
    [InlineData("{\"a\":1}")]
    public void What_is_none_is_refused(string body) => Assert.Throws<FormatException>(() => ProtobufObject.Read(Encoding.Latin1.GetBytes(body)));

    [Fact]
    public async Task The_server_takes_it()
    {
        await using var server = await ServerFixture.StartAsync();
        using var content = new ByteArrayContent(Envelope("v1", "Namespace", Message((1, Message((1, "wired"))))));
        content.Headers.ContentType = new("application/vnd.kubernetes.protobuf");
        using var response = await server.Client.PostAsync("/api/v1/namespaces", content);
        var created = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal((201, "wired", "Active"), ((int)response.StatusCode, (string?)created["metadata"]!["name"], (string?)created["status"]!["phase"]));
    }

    private static byte[] Envelope(string apiVersion, string kind, byte[] raw) => [.. "k8s\0"u8, .. Message((1, Message((1, apiVersion), (2, kind))), (2, raw))];

    private static byte[] Message(params (int Number, object Value)[] fields)
    {
        var bytes = new List<byte>();
        foreach (var (number, value) in fields)
        {
            var content = value as byte[] ?? (value is string text ? Encoding.UTF8.GetBytes(text) : null);
            Varint(bytes, ((ulong)number << 3) | (content is null ? 0UL : 2UL));
            Varint(bytes, (ulong)(content?.Length ?? (long)value));
            bytes.AddRange(content ?? []);
        }

        return [.. bytes];
    }

    private static void Varint(List<byte> bytes, ulong value)
    {
        for (; value >= 0x80; value >>= 7) bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
    }
}
