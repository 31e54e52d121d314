using System.Globalization;
using System.Text;

namespace Actors.Benchmarks.Objects;

/// <summary>Custom resources of 1.65 KB as a kube-apiserver v1.36 sends them: compact, members in its order, one manager's managed fields.</summary>
internal static class Databases
{
    public const int Count = 10_000;

    private const int ObjectLength = 1650;

    private static readonly CompositeFormat Template = CompositeFormat.Parse(
        """
        {{"apiVersion":"bench.example.com/v1alpha1","kind":"Database","metadata":{{"creationTimestamp":"2026-11-21T00:41:49Z","generation":1,"labels":{{"app":"bench","bucket":"{0}"}},"managedFields":[{{"apiVersion":"bench.example.com/v1alpha1","fieldsType":"FieldsV1","fieldsV1":{{"f:metadata":{{"f:labels":{{".":{{}},"f:app":{{}},"f:bucket":{{}}}}}},"f:spec":{{".":{{}},"f:engine":{{}},"f:parameters":{{".":{{}},"f:p":{{}}}},"f:replicas":{{}},"f:storageSize":{{}},"f:username":{{}},"f:version":{{}}}}}},"manager":"Go-http-client","operation":"Update","time":"2026-11-21T00:41:49Z"}}],"name":"db-{1:000000}","namespace":"bench-{2}","resourceVersion":"{3}","uid":"{4}"}},"spec":{{"engine":"PostgreSQL","parameters":{{"p":"{5}"}},"replicas":1,"storageSize":"10Gi","username":"admin","version":"16"}},"status":{{"observedGeneration":1,"phase":"Ready"}}}}
        """);

    /// <summary>As the lines of a watch.</summary>
    public static byte[] WatchLines()
    {
        var lines = new StringBuilder();
        for (var number = 0; number < Count; number++) lines.Append("{\"type\":\"ADDED\",\"object\":").Append(One(number)).Append("}\n");
        return Encoding.UTF8.GetBytes(lines.ToString());
    }

    /// <summary>As one list.</summary>
    public static byte[] List()
    {
        var items = string.Join(',', Enumerable.Range(0, Count).Select(One));
        return Encoding.UTF8.GetBytes(
            "{\"apiVersion\":\"bench.example.com/v1alpha1\",\"items\":[" + items + "],\"kind\":\"DatabaseList\",\"metadata\":{\"resourceVersion\":\"12345\"}}");
    }

    private static string One(int number)
    {
        var uid = new Guid(number, 17, 42, 1, 2, 3, 4, 5, 6, 7, 8);
        var bare = Format(number, uid, "");
        return Format(number, uid, new string('x', ObjectLength - bare.Length));
    }

    private static string Format(int number, Guid uid, string padding) =>
        string.Format(CultureInfo.InvariantCulture, Template, number % 20, number, number % 10, 1000 + number, uid, padding);
}
