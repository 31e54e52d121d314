using System.Net;
using Actors.Configuration;
using Actors.Kubernetes.Models;
using Actors.Operators.Fleet;
using Actors.Operators.Hosting;
using Actors.Operators.Management;
using Actors.Operators.Telemetry;
using Actors.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Operators;

/// <summary>
/// Puts an operator together, on top of the generic host. Services, configuration and logging are the host's; reconcilers are made by it and can ask for whatever is registered.
/// </summary>
public sealed class OperatorBuilder
{
    // As long as a field manager may be.
    private const int NameMax = 128;

    // What stopping takes beside the time that reconciles get.
    private static readonly TimeSpan StopReserve = TimeSpan.FromSeconds(10);

    private readonly string _name;
    private readonly HostApplicationBuilder _host;
    private readonly List<ControllerRegistration> _registrations = [];
    private readonly List<Action<OperatorOptions>> _configure = [];

    private readonly List<Func<IServiceProvider, CancellationToken, Task>> _preparations = [];
    private readonly OperatorProgram _program;
    private OperatorStartException? _problem;

    private OperatorBuilder(string name, HostApplicationBuilder host) => (_name, _host, _program) = (name, host, new OperatorProgram(name, Console.Error));

    /// <summary>The host's own builder.</summary>
    public IHostApplicationBuilder Host => _host;

    /// <summary>The services that reconcilers can ask for.</summary>
    public IServiceCollection Services => Host.Services;

    /// <summary>Begins an operator that is a program of its own.</summary>
    /// <param name="name">The operator's name: its field manager and the source of its events, such as <c>database-operator</c>; at most 128 characters.</param>
    /// <param name="args">
    /// The command line, of which the operator takes what it knows (see <see cref="OperatorOptions"/>): <c>--kubeconfig</c>, <c>--context</c>, <c>--namespace</c>,
    /// <c>--max-concurrent</c>, <c>--shutdown-timeout</c>, <c>--management-port</c>, <c>--management-address</c>, <c>--management-secret-file</c>, <c>--stop-with-input</c>,
    /// <c>--fleet</c>, <c>--replica</c>, <c>--fleet-namespace</c>, <c>--link-address</c>,
    /// <c>--link-secret-file</c>, <c>--reconcile-log</c>; and the host's settings, as
    /// <c>--Logging:LogLevel:Default=Debug</c>.
    /// </param>
    /// <exception cref="ArgumentException">The name is empty or too long.</exception>
    public static OperatorBuilder Create(string name, string[] args)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(args);
        if (name.Length > NameMax) throw new ArgumentException($"'{name}' is too long for an operator's name: it is its field manager, which has at most {NameMax} characters", nameof(name));

        // Options are read once: there is nothing that files would have to be watched for.
        var settings = new ConfigurationManager { ["hostBuilder:reloadConfigOnChange"] = "false" };
        var host = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder(
            new HostApplicationBuilderSettings { ApplicationName = name, ContentRootPath = AppContext.BaseDirectory, Configuration = settings });
        host.Logging.AddSimpleConsole(static console => (console.SingleLine, console.IncludeScopes, console.TimestampFormat) = (true, true, "HH:mm:ss.fff "));

        JsonLogFormatter.AddTo(host.Logging);
        host.Logging.Configure(static log => log.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);

        // Who watches over the operator asks every few seconds.
        host.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        host.Services.AddSingleton(TimeProvider.System);
        var builder = new OperatorBuilder(name, host);

        // The program says what kept it from starting; the host would say it once more, with a stack trace.
        host.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => level >= LogLevel.Information && !builder._program.IsStarting);
        builder.Read(args);
        return builder;
    }

    /// <summary>Adds a controller: one kind and who reconciles it.</summary>
    /// <exception cref="ArgumentException">The kind has a controller already, or the options do not fit it.</exception>
    public OperatorBuilder Add<T, TReconciler>(Action<ControllerOptions<T>>? configure = null)
        where T : class, IKubernetesObject
        where TReconciler : class, IReconciler<T>
    {
        var kind = KubernetesEntity.Of<T>();
        if (_registrations.Find(one => (one.Kind.Group, one.Kind.Kind) == (kind.Group, kind.Kind)) is { } known)
            throw new ArgumentException($"{kind.Kind} is reconciled by {known.Reconciler.Name} already, and cannot be by {typeof(TReconciler).Name} too: one controller for each kind");
        var options = new ControllerOptions<T>();
        configure?.Invoke(options);
        options.FinalizerFor(typeof(TReconciler));
        Services.TryAddSingleton<TReconciler>();
        _registrations.Add(new ControllerRegistration(
            kind, typeof(TReconciler), (setup, services) => options.Build(setup, services.GetRequiredService<TReconciler>())));
        return this;
    }

    /// <summary>Changes the operator's options, after they were read from the configuration.</summary>
    public OperatorBuilder Configure(Action<OperatorOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        _configure.Add(configure);
        return this;
    }

    /// <summary>Has something done at each start before the operator begins, such as applying its definitions. If it fails, the operator does not start.</summary>
    /// <param name="prepare">Gets the host's services, a <see cref="Kubernetes.KubernetesClient"/> among them.</param>
    public OperatorBuilder BeforeStart(Func<IServiceProvider, CancellationToken, Task> prepare)
    {
        ArgumentNullException.ThrowIfNull(prepare);
        _preparations.Add(prepare);
        return this;
    }

    /// <summary>
    /// Runs the operator as a program: until SIGTERM or Ctrl-C, and then gives running reconciles their time. What keeps it from starting (a kubeconfig that is not there, a server
    /// that cannot be reached, an option or setting out of its range, a port in use) is told in a line on standard error.
    /// </summary>
    /// <returns>The exit code: 0 if it was told to stop, 1 if it could not start or had to end by itself.</returns>
    public Task<int> RunAsync() => _program.RunAsync(Build);

    /// <summary>The host, for who runs it among other things; <see cref="RunAsync"/> is for a program of its own.</summary>
    /// <exception cref="InvalidOperationException">There is no controller, or an option is out of its range.</exception>
    public IHost Build()
    {
        if (_problem is not null) throw _problem;
        if (_registrations.Count == 0) throw new InvalidOperationException($"The operator {_name} has no controller: add one with Add<T, TReconciler>()");
        var options = ReadOptions();
        Services.AddSingleton(static _ => SettingsLoader.Load());
        Services.TryAddSingleton(static services => ReadSettings(services.GetRequiredService<SettingsResult>()));
        Services.AddSingleton(static services => new Fence(services.GetRequiredService<TimeProvider>()));
        if (options.Client is { } client && options.Fleet) Services.AddSingleton(services => ClusterConnection.Fenced(client, FenceOf(services)));
        else if (options.Client is { } given) Services.AddSingleton(given);
        else Services.TryAddSingleton(services => ClusterConnection.Open(
            options, services.GetRequiredService<OperatorMetrics>(), options.Fleet ? FenceOf(services) : null, services.GetRequiredService<ILoggerFactory>()));
        Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.ShutdownTimeout + StopReserve);
        Services.AddSingleton<OperatorMetrics>();
        if (options.StopWithInput) Services.AddHostedService<InputService>();
        if (_preparations.Count > 0) Services.AddHostedService(services => new PreparationService(_preparations, services));
        Services.AddSingleton(services => new OperatorService(options, _registrations, services, services.GetRequiredService<OperatorMetrics>()));
        ManagementRoutes.AddTo(Services, options);
        if (options.ManagementPort is { } port)
        {
            Services.AddSingleton(services => new ManagementService(
                new IPEndPoint(IPAddress.Parse(options.ManagementAddress), port), services.GetRequiredService<OperatorService>(), services.GetRequiredService<OperatorMetrics>(),
                services.GetRequiredService<ManagementApi>(), () => AccessFor(options, services), services.GetRequiredService<ILoggerFactory>()));
            Services.AddHostedService(static services => services.GetRequiredService<ManagementService>());
        }

        if (_host.Configuration[OtlpExport.Endpoint] is { Length: > 0 })
        {
            Services.AddSingleton(services => OtlpExport.Create(
                _host.Configuration, services.GetRequiredService<OperatorMetrics>(), services.GetRequiredService<OperatorService>(), options, services.GetRequiredService<TimeProvider>())!);
            Services.AddHostedService(static services => services.GetRequiredService<OtlpExport>());
        }

        // The last to start and the first to stop: while it stops, what it shows says so.
        Services.AddHostedService(static services => services.GetRequiredService<OperatorService>());
        return _host.Build();
    }

    private OperatorOptions ReadOptions()
    {
        var options = new OperatorOptions { Name = _name };
        Bind(options);
        foreach (var configure in _configure) configure(options);
        if (options.MaxConcurrent < 1) throw Wrong(nameof(options.MaxConcurrent), options.MaxConcurrent, "1 or more");
        if (options.ShutdownTimeout <= TimeSpan.Zero) throw Wrong(nameof(options.ShutdownTimeout), options.ShutdownTimeout, "above zero");
        if (!IPAddress.TryParse(options.ManagementAddress, out _)) throw Wrong(nameof(options.ManagementAddress), options.ManagementAddress, "an IP address, such as 0.0.0.0 for all of this machine");
        if (options.Fleet)
        {
            options.Replica ??= ReplicaName();
            FleetNames.Check(options.Name, options.Replica);
            if (!IPEndPoint.TryParse(options.LinkAddress, out _)) throw Wrong(nameof(options.LinkAddress), options.LinkAddress, "an IP address and a port, such as 10.0.0.7:8090");
        }

        if (options.ManagementPort is < 0 or > ushort.MaxValue) throw Wrong(nameof(options.ManagementPort), options.ManagementPort, "a port, 0 to 65535");
        return options;
    }

#pragma warning disable CA1308 // A name of an object is in lower case.
    private static string ReplicaName() =>
        Environment.GetEnvironmentVariable("POD_NAME") is { Length: > 0 } pod ? pod : Environment.MachineName.ToLowerInvariant();
#pragma warning restore CA1308

    /// <exception cref="OperatorStartException">Something is wrong in the settings.</exception>
    private static ActorsSettings ReadSettings(SettingsResult read)
    {
        return read.Settings ?? throw new OperatorStartException(string.Join('\n', read.Errors));
    }

    private static ManagementAccess AccessFor(OperatorOptions options, IServiceProvider services) =>
        services.GetService<ManagementAccess>()
        ?? ManagementAccess.Load(options, services.GetRequiredService<Kubernetes.KubernetesClient>(), services.GetRequiredService<TimeProvider>());

    private static Func<HttpMessageHandler, HttpMessageHandler> FenceOf(IServiceProvider services)
    {
        var writeTimeout = services.GetRequiredService<ActorsSettings>().Cluster.WriteTimeout;
        return next => new FenceHandler(next, services.GetRequiredService<Fence>(), writeTimeout, services.GetRequiredService<TimeProvider>());
    }

    private void Read(string[] args)
    {
        try
        {
            _host.Configuration.AddInMemoryCollection(OperatorArguments.Read(args));
        }
        catch (OperatorStartException problem)
        {
            // Told when it is built, with all else that keeps it from starting.
            _problem = problem;
        }
    }

    private void Bind(OperatorOptions options)
    {
        try
        {
            _host.Configuration.GetSection(OperatorArguments.Section).Bind(options);
        }
        catch (InvalidOperationException failure)
        {
            throw new OperatorStartException($"{failure.Message.TrimEnd('.')}; numbers are as 16, durations as 00:00:20", failure);
        }
    }

    private OperatorStartException Wrong(string name, object value, string right) => new($"The operator {_name} has {name} = {value}: it has to be {right}");
}
