using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Actors.Cli.Up.Chaos;
using Actors.Settings;

namespace Actors.Cli.Commands;

/// <summary>The part of <c>actors up</c> that says how many replicas there are, and which faults.</summary>
internal sealed class ChaosArguments
{
    private const int ReplicasMax = 32;
    private static readonly TimeSpan DurationMax = TimeSpan.FromDays(1);

    private readonly Option<int?> _replicas = new("--replicas")
    {
        Description = "How many replicas of the operator share the Databases [default: 1, under chaos 3]",
        HelpName = "N",
    };

    private readonly Option<bool> _chaos = new("--chaos")
    {
        Description = "Change Databases, kill, pause and end replicas at random, then say whether anything went wrong; exit code 0 only if not",
    };

    private readonly Option<string?> _duration = new("--for")
    {
        Description = "How long there are faults [default: 1m]",
        HelpName = "TIME",
    };

    private readonly Option<int?> _seed = new("--seed")
    {
        Description = "What decides which faults there are, and when [default: another each time, printed]",
        HelpName = "N",
    };

    private readonly Option<int?> _atOnce = new("--faults-at-once")
    {
        Description = "How many replicas may be down or paused at once [default: all but one]",
        HelpName = "N",
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _replicas, _chaos, _duration, _seed, _atOnce }) command.Add(option);
        _replicas.Validators.Add(static result => Check(result, "--replicas", 1, ReplicasMax));
        _atOnce.Validators.Add(static result => Check(result, "--faults-at-once", 1, ReplicasMax));
        _seed.Validators.Add(static result => Check(result, "--seed", 0, int.MaxValue));
        _duration.Validators.Add(static result =>
        {
            if (!Units.TryParseDuration(result.Tokens.SingleOrDefault()?.Value ?? "", out var duration) || duration < ChaosOptions.DurationMin || duration > DurationMax)
                result.AddError($"--for is {Units.DurationForms}, such as 3m, from {Units.Format(ChaosOptions.DurationMin)} to {Units.Format(DurationMax)}");
        });
        command.Validators.Add(CheckTogether);
    }

    public int ReplicasIn(ParseResult parsed) => parsed.GetValue(_replicas) ?? (parsed.GetValue(_chaos) ? ChaosOptions.ReplicasDefault : 1);

    /// <summary>Which faults there are to be; null for none.</summary>
    public ChaosOptions? Read(ParseResult parsed)
    {
        if (!parsed.GetValue(_chaos)) return null;
        var duration = parsed.GetValue(_duration) is { } text && Units.TryParseDuration(text, out var wanted) ? wanted : ChaosOptions.DurationDefault;
        return new ChaosOptions(duration, parsed.GetValue(_seed) ?? Random.Shared.Next(), parsed.GetValue(_atOnce) ?? ReplicasIn(parsed) - 1);
    }

    private void CheckTogether(CommandResult result)
    {
        if (!result.GetValue(_chaos))
        {
            foreach (var detail in new Option[] { _duration, _seed, _atOnce })
            {
                if (result.GetResult(detail) is { Implicit: false }) result.AddError($"{detail.Name} is about --chaos, which is not given");
            }

            return;
        }

        if (OperatingSystem.IsWindows()) result.AddError("--chaos pauses processes, which Windows cannot");
        if (result.GetResult("--exit-when-ready") is OptionResult { Implicit: false }) result.AddError("--chaos ends with its verdict, and goes not together with --exit-when-ready");
        // What is no number is told by itself.
        if (!TryRead(result, _replicas, out var given) || !TryRead(result, _atOnce, out var atOnce)) return;
        var replicas = given ?? ChaosOptions.ReplicasDefault;
        if (atOnce is null && replicas == 1) result.AddError("--chaos with one replica leaves nobody at work: ask for it with --faults-at-once 1, or have more --replicas");
        if (atOnce > replicas) result.AddError(string.Create(CultureInfo.InvariantCulture, $"--faults-at-once is a number up to that of --replicas, {replicas}"));
    }

    private static bool TryRead(CommandResult result, Option<int?> option, out int? value)
    {
        value = null;
        if (result.GetResult(option) is not { } read) return true;
        if (!int.TryParse(read.Tokens.SingleOrDefault()?.Value, CultureInfo.InvariantCulture, out var number)) return false;
        value = number;
        return true;
    }

    /// <summary>What is no number at all is refused where it is read.</summary>
    private static void Check(OptionResult result, string name, int least, int most)
    {
        if (!long.TryParse(result.Tokens.SingleOrDefault()?.Value, CultureInfo.InvariantCulture, out var number) || (number >= least && number <= most)) return;
        result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} is a number from {least} to {most}"));
    }
}
