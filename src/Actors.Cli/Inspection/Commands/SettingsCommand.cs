using System.CommandLine;
using Actors.Cli.Inspection.Output;
using Actors.Operators.Management;

namespace Actors.Cli.Inspection.Commands;

/// <summary><c>config</c>: what is in force on a replica.</summary>
internal static class SettingsCommand
{
    public static Command Create(CommandTree tree)
    {
        var part = new Argument<string?>("PART") { Description = "Only keys that hold this", Arity = ArgumentArity.ZeroOrOne };
        return tree.Leaf(
            "config",
            "Show the kinds, options and settings of a replica",
            """
            config
            config lease
            config --replica db-1 -o yaml
            """,
            [part],
            async (parsed, session, cancellation) =>
            {
                var json = await session.AskReplicaAsync(HttpMethod.Get, "/config", [], cancellation);
                session.Printer.Show(json, ManagementJson.Default.ConfigAnswer, answer => Print(answer, parsed.GetValue(part), session.Printer));
            });
    }

    private static void Print(ConfigAnswer answer, string? part, Printer printer)
    {
        if (part is null)
        {
            var kinds = new TextTable("KIND", "VERSION", "NAMES", "CONTROLLER", "NAMESPACED", "OWNS");
            foreach (var one in answer.Kinds)
                kinds.Add(one.Kind, one.Group.Length == 0 ? one.Version : $"{one.Group}/{one.Version}", one.Plural, one.Controller, one.IsNamespaced ? "yes" : "no", string.Join(", ", one.Owned));
            printer.Table(kinds);
            printer.Line();
        }

        var settings = new TextTable("KEY", "FROM", "VALUE");
        foreach (var one in answer.Settings.Where(one => part is null || one.Key.Contains(part, StringComparison.OrdinalIgnoreCase))) settings.Add(one.Key, one.Source, one.Value);
        if (settings.Count == 0) throw new InspectionException(ExitCodes.NotFound, $"no key holds '{part}'{Nearest.Hint(part ?? "", answer.Settings.SelectMany(static one => one.Key.Split('.')))}");
        printer.Table(settings);
    }
}
