using System.CommandLine;
using System.Text.Json;
using Actors.Cli.Inspection.Client;
using Actors.Cli.Inspection.Output;
using Actors.Operators.Management;

namespace Actors.Cli.Inspection.Commands;

/// <summary><c>config</c>: what is in force on a replica.</summary>
internal static class SettingsCommand
{
    public static Command Create(CommandTree tree)
    {
        var part = new Argument<string?>("PART") { Description = "Only settings whose keys hold this, and no kinds", Arity = ArgumentArity.ZeroOrOne };
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
                var isAll = parsed.GetValue(part) is null;
                if (!isAll) json = Filter(Answers.Read(json, ManagementJson.Default.ConfigAnswer), parsed.GetValue(part)!);
                session.Printer.Show(json, ManagementJson.Default.ConfigAnswer, answer => Print(answer, isAll, session.Printer));
            });
    }

    private static JsonElement Filter(ConfigAnswer answer, string part)
    {
        SettingInfo[] settings = [.. answer.Settings.Where(one => one.Key.Contains(part, StringComparison.OrdinalIgnoreCase))];
        return settings.Length > 0
            ? JsonSerializer.SerializeToElement(answer with { Settings = settings, Kinds = [] }, ManagementJson.Default.ConfigAnswer)
            : throw new InspectionException(ExitCodes.NotFound, $"no key holds '{part}'{Nearest.Hint(part, answer.Settings.SelectMany(static one => one.Key.Split('.')))}");
    }

    private static void Print(ConfigAnswer answer, bool isAll, Printer printer)
    {
        if (isAll)
        {
            var kinds = new TextTable("KIND", "VERSION", "NAMES", "CONTROLLER", "NAMESPACED", "OWNS");
            foreach (var one in answer.Kinds)
                kinds.Add(one.Kind, one.Group.Length == 0 ? one.Version : $"{one.Group}/{one.Version}", one.Plural, one.Controller, one.IsNamespaced ? "yes" : "no", string.Join(", ", one.Owned));
            printer.Table(kinds);
            printer.Line();
        }

        var settings = new TextTable("KEY", "FROM", "VALUE");
        foreach (var one in answer.Settings) settings.Add(one.Key, one.Source, one.Value);
        printer.Table(settings);
    }
}
