using Actors.Settings;
using Microsoft.Extensions.Logging;

namespace Actors.Operators.Management;

/// <summary>How a replica is: limits, settings, what it logs.</summary>
internal sealed class ReplicaRoutes(ReplicaView view, LogLevels levels, EffectiveSettings settings)
{
    private static readonly string[] Levels = [.. Enum.GetNames<LogLevel>(), "Default"];

    private static readonly RouteParameter[] LevelParameters =
    [
        new("category", "What is logged: a category, such as Actors.Operator; default all"), new("level", $"From which level on: {string.Join(", ", Levels)}; Default takes back what was set", IsRequired: true),
    ];

    public void AddTo(RouteSet routes)
    {
        routes.Get("/limits", "Show how many run and wait", [], ManagementJson.Default.LimitsAnswer, LimitsAsync, MergeLimits);
        routes.Get("/log/level", "Show what was set of what is logged", [], ManagementJson.Default.LogLevelAnswer, ShowLevelsAsync, MergeLevels);
        routes.Put("/log/level", "Set from which level on a category is logged, until the replica ends", LevelParameters, ManagementJson.Default.LogLevelAnswer, SetLevelAsync, MergeLevels);
        routes.Get("/config", "Show the options and settings in force, and the kinds", [], ManagementJson.Default.ConfigAnswer, ConfigAsync);
    }

    private async Task<LimitsAnswer> LimitsAsync(ManagementRequest request)
    {
        var name = await view.NameAsync(request.Aborted).ConfigureAwait(false);
        var limits = await view.Replica.GetLimitsAsync(ReplicaView.Patience, request.Aborted).ConfigureAwait(false);
        var max = view.Replica.Controllers.All.ToDictionary(static one => one.Spec.Name, static one => one.Spec.MaxConcurrent);
        var controllers = limits.Controllers.Select(one => new LimitInfo(one.Controller, max[one.Controller], one.Running, one.Waiting));
        var keys = limits.Keys.Select(static one => new LimitInfo(one.Key, one.Max, one.Running, one.Waiting));
        return new LimitsAnswer(name, [new LimitsInfo(name, limits.MaxConcurrent, limits.Running, limits.Waiting, [.. controllers], [.. keys.OrderBy(static one => one.Name, StringComparer.Ordinal)])], []);
    }

    private static LimitsAnswer MergeLimits(ManagementRequest request, FleetAnswers<LimitsAnswer> fleet)
    {
        var items = FleetMerge.All(fleet, static one => one.Items);
        return new LimitsAnswer(fleet.Answers[0].Asked, items, fleet.Missing);
    }

    private async Task<LogLevelAnswer> ShowLevelsAsync(ManagementRequest request) => new(await view.NameAsync(request.Aborted).ConfigureAwait(false), levels.All, []);

    private Task<LogLevelAnswer> SetLevelAsync(ManagementRequest request)
    {
        request.Required("level");
        var level = request.OneOf("level", "", Levels);
        if (!levels.Set(request.Query("category") ?? "", level == "Default" ? null : Enum.Parse<LogLevel>(level))) throw ManagementException.Conflict("too many categories have a level: take some back with level=Default");
        return ShowLevelsAsync(request);
    }

    private static LogLevelAnswer MergeLevels(ManagementRequest request, FleetAnswers<LogLevelAnswer> fleet)
    {
        FleetMerge.RequireAnswer(fleet);
        return fleet.Answers[0] with { Missing = fleet.Missing };
    }

    private async Task<ConfigAnswer> ConfigAsync(ManagementRequest request)
    {
        var kinds = view.Replica.Controllers.All.Select(static one => new KindInfo(
            one.Kind.Kind, one.Kind.Group, one.Kind.Version, one.Kind.Plural, one.Spec.Name, [.. one.Spec.Owned.Select(static owned => owned.ToString())], one.Kind.Namespaced));
        return new ConfigAnswer(await view.NameAsync(request.Aborted).ConfigureAwait(false), [.. OptionsOf(view.Options), .. settings.Show()], [.. kinds]);
    }

    private static IEnumerable<SettingInfo> OptionsOf(OperatorOptions options) =>
        from option in typeof(OperatorOptions).GetProperties()
        where option.PropertyType != typeof(Kubernetes.KubernetesClient)
        select new SettingInfo(option.Name, Convert.ToString(option.GetValue(options), System.Globalization.CultureInfo.InvariantCulture) ?? "", "option");
}

/// <summary>The settings an operator runs with.</summary>
/// <param name="inForce">Those it runs with.</param>
/// <param name="read">What was read, with where it comes from; null if the program has given them.</param>
internal sealed class EffectiveSettings(ActorsSettings inForce, SettingsResult? read)
{
    public IEnumerable<SettingInfo> Show() => read is { } result && ReferenceEquals(result.Settings, inForce)
        ? result.Known.Select(static one => new SettingInfo(one.Key, one.Value, one.Origin?.ToString() ?? "default"))
        : [new SettingInfo("akka.cluster", inForce.Cluster.ToString(), "program"), new SettingInfo("akka.actor", inForce.ActorSystem.ToString(), "program")];
}
