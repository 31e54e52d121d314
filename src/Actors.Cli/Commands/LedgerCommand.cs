using System.CommandLine;
using Actors.Configuration;
using Actors.Operators.Hosting;
using Actors.Operators.Ledger;
using Actors.Settings;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Cli.Commands;

/// <summary><c>actors ledger</c>: what operators remember of their objects.</summary>
internal static class LedgerCommand
{
    private const int Failed = 1;

    private const string Examples = """
        Examples:
          actors ledger show --operator database-operator --failed            # the file it has if nothing else is set
          actors ledger show -D akka.persistence.file=/var/lib/operator/ledger.db
          AKKA__PERSISTENCE__CONNECTION_STRING="Host=db;Username=u;Password=p" actors ledger export -D akka.persistence.provider=postgresql > ledger.jsonl
          actors ledger prune --older-than 30d --operator database-operator
        """;

    private static readonly Option<string?> SettingsFile = new("--config", "-c") { Description = "The settings file [default: akka.hocon, if it is there]", HelpName = "FILE", Recursive = true };

    private static readonly Option<string[]> Overrides = new("--set", "-D") { Description = "A setting that overrides file and environment; can be repeated", HelpName = "KEY=VALUE", Recursive = true };

    private static readonly Option<string> Operator = new("--operator") { Description = "Only what this operator remembers", HelpName = "NAME", DefaultValueFactory = static _ => "", Recursive = true };

    public static Command Create()
    {
        var command = new Command("ledger", "Show, export or prune what operators remember of their objects: akka.persistence says where it is kept") { SettingsFile, Overrides, Operator };
        command.Add(Show());
        command.Add(Export());
        command.Add(Prune());
        ExampleHelp.AddTo(command, Examples);
        return command;
    }

    private static Command Show()
    {
        var failed = new Option<bool>("--failed") { Description = "Only objects whose last reconcile failed" };
        var show = new Command("show", "Show each object: how its last reconcile ended, how often it has failed, and when it is due") { failed };
        show.SetAction((parsed, cancellation) => WithStoreAsync(parsed, async (store, output) =>
        {
            var rows = await store.ReadAllAsync(cancellation).ConfigureAwait(false);
            LedgerText.Table([.. rows.Where(row => !parsed.GetValue(failed) || row.Row.Reason.Length > 0)], DateTimeOffset.UtcNow, output);
        }, cancellation));
        return show;
    }

    private static Command Export()
    {
        var export = new Command("export", "Print each object as a line of JSON");
        export.SetAction((parsed, cancellation) => WithStoreAsync(parsed, async (store, output) =>
        {
            foreach (var row in await store.ReadAllAsync(cancellation).ConfigureAwait(false)) output.WriteLine(LedgerText.Json(row));
        }, cancellation));
        return export;
    }

    private static Command Prune()
    {
        var age = new Option<string>("--older-than") { Description = "What was not written for so long, such as 30d or 12h", HelpName = "TIME", Required = true };
        var prune = new Command("prune", "Remove what was not written for some time, such as what an operator has left that is gone; an object that is still there is reconciled anew") { age };
        prune.SetAction((parsed, cancellation) =>
        {
            if (!Units.TryParseDuration(parsed.GetValue(age)!, out var limit))
            {
                parsed.InvocationConfiguration.Error.WriteLine($"--older-than {parsed.GetValue(age)} is not {Units.DurationForms}");
                return Task.FromResult(Failed);
            }

            return WithStoreAsync(parsed, async (store, output) =>
            {
                var count = await store.PruneAsync(DateTimeOffset.UtcNow - limit, cancellation).ConfigureAwait(false);
                output.WriteLine($"{count} removed");
            }, cancellation);
        });
        return prune;
    }

    private static async Task<int> WithStoreAsync(ParseResult parsed, Func<LedgerStore, TextWriter, Task> use, CancellationToken cancellation)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var result = SettingsLoader.Load(parsed.GetValue(SettingsFile), parsed.GetValue(Overrides));
        if (result.Settings is not { } settings)
        {
            foreach (var problem in result.Errors) error.WriteLine(problem);
            return ConfigCommand.ConfigError;
        }

        LedgerStore? opened;
        try
        {
            opened = LedgerStores.Open(settings.Persistence, parsed.GetValue(Operator)!, isOwned: false, NullLogger.Instance);
        }
        catch (OperatorStartException failure)
        {
            error.WriteLine($"{failure.Message}: --operator NAME, or -D akka.persistence.file=FILE");
            return ConfigCommand.ConfigError;
        }

        if (opened is not { } store)
        {
            error.WriteLine("No ledger is kept (akka.persistence.provider = off): name the settings of the operator with --config, or one with -D akka.persistence.provider=sqlite");
            return ConfigCommand.ConfigError;
        }

        await using var closing = store.ConfigureAwait(false);
        try
        {
            await store.OpenAsync(cancellation).ConfigureAwait(false);
            await use(store, output).ConfigureAwait(false);
            return 0;
        }
        catch (Exception failure) when (failure is System.Data.Common.DbException or IOException or OperatorStartException or UnauthorizedAccessException or TimeoutException)
        {
            error.WriteLine($"The ledger in {store.Place} cannot be used: {failure.Message}");
            return Failed;
        }
    }
}
