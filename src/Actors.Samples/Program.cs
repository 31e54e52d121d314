using Actors.Kubernetes;
using Actors.Operators;
using Actors.Samples.Databases;
using Microsoft.Extensions.DependencyInjection;

const string Name = "database-operator";
const string ApplyDefinitions = "--apply-crds";
const string Usage = """
    Makes Databases (example.com/v1alpha1) what they say they should be, until SIGTERM or Ctrl-C.

    Options:
      --kubeconfig FILE       The cluster to work for [default: KUBECONFIG, ~/.kube/config, or the cluster this runs in]
      --context NAME          The context in it [default: the current one]
      --namespace NAMES       The namespaces to watch, comma separated [default: all]
      --management-port PORT  Where to serve /metrics, /livez, /readyz, /startupz and /api/v1 [default: nowhere]
      --management-address IP Of which address of this machine [default: 127.0.0.1]
      --management-secret-file FILE
                              The secret of those who use /api/v1 [default: that of the link; else RBAC in a cluster, or whoever is on this machine]
      --fleet true            Share the Databases with other replicas of this operator
      --replica NAME          This replica's name among them [default: POD_NAME, or the machine's]
      --fleet-namespace NAME  Where their Leases and their shard map are [default: the pod's or the context's]
      --link-address IP:PORT  Where they reach this one [default: 127.0.0.1, a free port]
      --link-secret-file FILE The secret they know each other by [default: a token of their ServiceAccount]
      --apply-crds            Apply the definition of Databases first
    """;

if (args.Any(static one => one is "--help" or "-h"))
{
    Console.WriteLine(Usage);
    return 0;
}

var builder = OperatorBuilder.Create(Name, args).Add<Database, DatabaseReconciler>(DatabaseController.Configure);
if (args.Contains(ApplyDefinitions))
    builder.BeforeStart(static (services, cancellation) => DatabaseDefinition.ApplyAsync(services.GetRequiredService<KubernetesClient>(), Name, cancellation));
return await builder.RunAsync();
