using System.Globalization;
using Actors.Cli.Inspection.Output;
using Actors.Operators.Management;

namespace Actors.Cli.Inspection.Commands;

/// <summary>An object and its actor, as <c>kubectl describe</c> would show them.</summary>
internal static class ActorDescription
{
    private const string Indent = "  ";

    public static void Print(ActorAnswer answer, Printer printer)
    {
        var (one, now) = (answer.Object, Printer.Now);
        printer.Field("Name", one.Name);
        printer.Field("Namespace", one.Namespace);
        printer.Field("Kind", $"{one.Kind}, of controller {answer.Controller}");
        printer.Field("Uid", one.Uid);
        printer.Line($"{"State:",-18}", Cell.State(one.State), $" for {Ages.Since(one.Since, now)}", new(one.IsPaused && one.State != "Paused" ? " (to pause)" : "", Tone.Warning));
        printer.Field("Attempts", Cell.Bad(one.Attempts));
        printer.Field("Next due", one.DueAt is null ? "when something changes" : Ages.Until(one.DueAt, now) is var left && left == "now" ? left : $"in {left}");
        printer.Field("Generation", Generation(one));
        if (answer.LastOutcome is { } outcome) printer.Field("Last outcome", $"{outcome.Result}, began {Ages.Since(outcome.StartedAt, now)} ago, took {Ages.OfSeconds(outcome.Seconds)}");
        if (answer.WaitingFor is { } limit) printer.Field("Waits for", new Cell(limit, Tone.Warning));
        if (answer.IsHanging) printer.Field("Hangs", new Cell("its reconcile goes on though its time is over", Tone.Bad));
        printer.Field("Replica", $"{one.Replica}, shard {one.Shard}");
        printer.Field("Actor", $"{answer.Path}, {answer.MailboxDepth} in its mailbox");
        if (answer.Ledger is { } ledger) Print(ledger, now, printer);
        if (answer.LastError is { } error) Print(error, printer);
        Children(answer, printer);
        Transitions(answer, printer);
    }

    public static Cell Generation(ActorSummary one) => one.DoneGeneration == one.Generation
        ? one.Generation.ToString(CultureInfo.InvariantCulture)
        : new Cell($"{one.Generation} ({one.DoneGeneration?.ToString(CultureInfo.InvariantCulture) ?? "none"} done)", Tone.Warning);

    private static void Print(LedgerInfo ledger, DateTimeOffset now, Printer printer)
    {
        printer.Line("Ledger:");
        var table = new TextTable("OUTCOME", "ATTEMPTS", "DUE", "TRIED", "DONE", "HASH", "STATE", "EPOCH", "IN DATABASE");
        table.Add(
            ledger.Outcome, Cell.Bad(ledger.Attempts), Ages.Until(ledger.DueAt, now), $"{ledger.Generation}", $"{ledger.DoneGeneration}", ledger.DoneHash, $"{ledger.StateBytes} B", Cell.Of(ledger.Epoch),
            ledger.IsWritten ? "yes" : new Cell("not yet", Tone.Warning));
        printer.Table(table, Indent);
    }

    private static void Print(ErrorInfo error, Printer printer)
    {
        printer.Line("Last error:");
        printer.Line(Indent, new(error.Reason, Tone.Bad));

        // A stack trace usually begins with the message.
        if (error.Details?.Contains(error.Message, StringComparison.Ordinal) != true) printer.Block(error.Message, Indent);
        if (error.Details is { } details) printer.Block(details, Indent);
    }

    private static void Children(ActorAnswer answer, Printer printer)
    {
        if (answer.Children.Count == 0)
        {
            printer.Field("Children", "none");
            return;
        }

        printer.Line("Children:");
        var table = new TextTable("KIND", "NAMESPACE", "NAME", "VERSION");
        foreach (var child in answer.Children) table.Add(child.Kind, child.Namespace, child.Name, child.ResourceVersion);
        printer.Table(table, Indent);
    }

    private static void Transitions(ActorAnswer answer, Printer printer)
    {
        printer.Line(answer.IsWhole ? "Transitions:" : "Last transitions:");
        var table = new TextTable("TIME", "AGE", "AFTER", "STATE", "ATTEMPTS");
        DateTimeOffset? before = null;
        foreach (var one in answer.Transitions)
        {
            table.Add(Ages.Clock(one.Time), Ages.Since(one.Time, Printer.Now), before is { } former ? Ages.Of(one.Time - former) : "-", Cell.State(one.State), Cell.Of(one.Attempts));
            before = one.Time;
        }

        printer.Table(table, Indent);
    }
}
