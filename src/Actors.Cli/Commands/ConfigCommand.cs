using System.CommandLine;
using System.Text.Json;
using Actors.Configuration;
using Actors.Settings;
using Spectre.Console;

namespace Actors.Cli.Commands;

/// <summary><c>actors config</c>: what settings are in force and where they come from, or all that is wrong with them.</summary>
internal static class ConfigCommand
{
    /// <summary>The settings are wrong: EX_CONFIG of sysexits.h, as other commands use that do not start for this reason.</summary>
    public const int ConfigError = 78;

    private const string Examples = """
        Examples:
          actors config                                        # akka.hocon in the working directory, if it is there
          actors config --config prod.hocon
          actors config -D akka.log-dead-letters=off -o json
          AKKA__ACTOR__DEFAULT_DISPATCHER__THROUGHPUT=50 actors config
        """;

    private static readonly JsonSerializerOptions JsonOptions = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static Command Create()
    {
        var file = new Option<string?>("--config", "-c") { Description = "The settings file [default: akka.hocon, if it is there]", HelpName = "FILE" };
        var overrides = new Option<string[]>("--set", "-D") { Description = "A setting that overrides file and environment; can be repeated", HelpName = "KEY=VALUE" };
        var output = new Option<string>("--output", "-o") { Description = "How to print", DefaultValueFactory = static _ => "table" };
        output.AcceptOnlyFromAmong("table", "json");
        var command = new Command("config", "Show the settings in force and where they come from, or all that is wrong with them (exit code 78)") { file, overrides, output };
        ExampleHelp.AddTo(command, Examples);
        command.SetAction(parsed =>
        {
            var result = SettingsLoader.Load(parsed.GetValue(file), parsed.GetValue(overrides));
            var console = parsed.InvocationConfiguration;
            return result.Errors.Count > 0 ? PrintErrors(result.Errors, console.Error)
                : parsed.GetValue(output) == "json" ? PrintJson(result.Known, console.Output)
                : PrintTable(result.Known, console.Output);
        });
        return command;
    }

    private static int PrintErrors(IReadOnlyList<SettingsError> errors, TextWriter output)
    {
        foreach (var error in errors) output.WriteLine(error);
        output.WriteLine($"{errors.Count} {(errors.Count == 1 ? "error" : "errors")} in the settings; nothing was started");
        return ConfigError;
    }

    private static int PrintJson(IReadOnlyList<SettingInfo> settings, TextWriter output)
    {
        var shown = settings.Select(one => new { one.Key, one.Value, one.Default, one.Allowed, Origin = one.Origin?.ToString() ?? "default" });
        output.WriteLine(JsonSerializer.Serialize(shown, JsonOptions));
        return 0;
    }

    private static int PrintTable(IReadOnlyList<SettingInfo> settings, TextWriter output)
    {
        var table = new Table { Border = TableBorder.None, ShowRowSeparators = false };
        foreach (var heading in new[] { "KEY", "VALUE", "DEFAULT", "ALLOWED", "FROM" }) table.AddColumn(new TableColumn(heading) { NoWrap = true, Padding = new Padding(0, 0, 3, 0) });
        foreach (var one in settings)
            table.AddRow(new Text(one.Key), new Text(one.Value), new Text(one.Default), new Text(one.Allowed), new Text(one.Origin?.ToString() ?? "default"));

        // Piped, a table is as wide as it needs to be: scripts and files do not wrap.
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        if (Console.IsOutputRedirected) console.Profile.Width = 400;
        console.Write(table);
        return 0;
    }
}
