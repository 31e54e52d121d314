using Actors.Operators.Hosting;
using Actors.Operators.Telemetry;
using Actors.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Operators.Management;

/// <summary>All there is to ask for.</summary>
internal static class ManagementRoutes
{
    public static void AddTo(IServiceCollection services, OperatorOptions options)
    {
        services.AddSingleton<ClusterJournal>();
        services.AddSingleton<LogLevels>();
        services.AddSingleton<Microsoft.Extensions.Options.IPostConfigureOptions<LoggerFilterOptions>>(static all => all.GetRequiredService<LogLevels>());
        services.AddSingleton<Microsoft.Extensions.Options.IOptionsChangeTokenSource<LoggerFilterOptions>>(static all => all.GetRequiredService<LogLevels>());
        services.AddSingleton(all => new ReplicaView(all.GetRequiredService<OperatorService>(), options, all.GetRequiredService<ActorsSettings>(), all.GetRequiredService<TimeProvider>()));
        services.AddSingleton<FleetPeers>();
        services.AddSingleton<ActorSurvey>();
        services.AddSingleton<ActorList>();
        services.AddSingleton<TransitionHub>();
        services.AddSingleton(static all => new EffectiveSettings(all.GetRequiredService<ActorsSettings>(), all.GetService<SettingsResult>()));
        services.AddSingleton(static all => new ManagementApi(TableOf(all), all.GetRequiredService<ILoggerFactory>().CreateLogger("Actors.Operator.Management")));
    }

    private static RouteTable TableOf(IServiceProvider all)
    {
        var (view, peers, survey, list) = (all.GetRequiredService<ReplicaView>(), all.GetRequiredService<FleetPeers>(), all.GetRequiredService<ActorSurvey>(), all.GetRequiredService<ActorList>());
        var routes = new RouteSet(peers, view.Time);
        routes.Get("", "List what there is to ask for", [], ManagementJson.Default.RoutesAnswer, _ => Task.FromResult(new RoutesAnswer([.. routes.Routes.Select(InfoOf)])));
        new ClusterRoutes(view, survey, all.GetRequiredService<ClusterJournal>()).AddTo(routes);
        var actors = new ActorRoutes(view, list, all.GetRequiredService<TransitionHub>());
        actors.AddTo(routes);
        new ActionRoutes(view, actors, list, survey, peers, all.GetRequiredService<IHostApplicationLifetime>()).AddTo(routes);
        new ReplicaRoutes(view, all.GetRequiredService<LogLevels>(), all.GetRequiredService<EffectiveSettings>()).AddTo(routes);
        new TopRoutes(view, survey, list, all.GetRequiredService<OperatorMetrics>()).AddTo(routes);
        return new RouteTable(routes.Routes);
    }

    private static RouteInfo InfoOf(ManagementRoute route) => new(route.Method, route.Path, route.Right == ManagementRight.Read ? "read" : "act", route.Summary);
}
