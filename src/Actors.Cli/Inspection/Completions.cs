using System.CommandLine;
using System.CommandLine.Completions;
using System.Text.Json.Serialization.Metadata;
using Actors.Cli.Inspection.Client;
using Actors.Operators.Management;
using Source = System.Func<System.CommandLine.Completions.CompletionContext, System.Collections.Generic.IEnumerable<System.CommandLine.Completions.CompletionItem>>;

namespace Actors.Cli.Inspection;

/// <summary>Completes names by asking the management API. Where that cannot be asked there are none: whoever types is not disturbed.</summary>
/// <param name="connect">Gives the API a command line means.</param>
internal sealed class Completions(Func<ParseResult, ManagementClient> connect)
{
    private const string ManyObjects = "500";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public void Replicas(List<Source> sources) => Add(sources, "/cluster", ManagementJson.Default.ClusterAnswer, _ => [], static (answer, _) => answer.Members.Select(static one => one.Name));

    public void Kinds(List<Source> sources) => Add(sources, "/config", ManagementJson.Default.ConfigAnswer, _ => [], static (answer, _) => answer.Kinds.Select(static one => one.Plural));

    public void Namespaces(List<Source> sources) =>
        Add(sources, "/actors", ManagementJson.Default.ActorsAnswer, static _ => new() { { "scope", "fleet" }, { "limit", ManyObjects } }, static (answer, _) => answer.Items.Select(static one => one.Namespace).Distinct());

    public void Categories(List<Source> sources) =>
        Add(sources, "/log/level", ManagementJson.Default.LogLevelAnswer, _ => [], static (answer, _) => answer.Levels.Keys.Where(static one => one.Length > 0).Append("all"));

    public void Paths(List<Source> sources) => Add(
        sources,
        "/actors/hierarchy",
        ManagementJson.Default.HierarchyAnswer,
        static word => new() { { "path", word.LastIndexOf('/') is > 0 and var at ? word[..at] : "/" }, { "limit", ManyObjects } },
        static (answer, _) => answer.Children.Select(static one => one.Path));

    /// <summary>Objects as NAMESPACE/NAME; those of the default namespace also by their name alone.</summary>
    public void Objects(List<Source> sources)
    {
        Add(
            sources,
            "/actors",
            ManagementJson.Default.ActorsAnswer,
            static word => new()
            {
                { "scope", "fleet" },
                { "limit", ManyObjects },
                { "namespace", word.Contains('/') ? word[..word.IndexOf('/')] : null },
                { "name", word[(word.IndexOf('/') + 1)..] is { Length: > 0 } name && word.Contains('/') ? name : null },
            },
            static (answer, _) => answer.Items.Select(static one => $"{(one.Namespace.Length == 0 ? "-" : one.Namespace)}/{one.Name}"));
        Add(
            sources,
            "/actors",
            ManagementJson.Default.ActorsAnswer,
            static word => word.Length == 0 || word.Contains('/') ? null : new() { { "scope", "fleet" }, { "limit", ManyObjects }, { "namespace", "default" }, { "name", word } },
            static (answer, _) => answer.Items.Select(static one => one.Name));
    }

    private void Add<T>(
        List<Source> sources, string path, JsonTypeInfo<T> type, Func<string, Query?> ask, Func<T, string, IEnumerable<string>> names) =>
        sources.Add(context =>
        {
            try
            {
                if (ask(context.WordToComplete) is not { } query) return [];
                var client = connect(context.ParseResult);

                // A line is completed while nothing else happens: the library asks for names and waits for them.
                var json = client.SendAsync(HttpMethod.Get, path, query, CancellationToken.None, Patience).GetAwaiter().GetResult();
                return names(Answers.Read(json, type), context.WordToComplete).Select(static name => new CompletionItem(name));
            }
            catch (InspectionException)
            {
                return [];
            }
        });
}
