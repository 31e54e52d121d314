using System.Text.Json;
using Actors.Cli.Inspection.Output;
using Actors.Operators.Management;

namespace Actors.Cli.Inspection.Commands;

/// <summary>What is said of an action.</summary>
internal static class ActionText
{
    public static void Print(Printer printer, JsonElement json) => printer.Show(json, ManagementJson.Default.ActionAnswer, answer => printer.Line(answer.Message));
}
