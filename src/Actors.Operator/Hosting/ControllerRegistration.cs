using Actors.Kubernetes.Models;
using Actors.Operators.Running;

namespace Actors.Operators.Hosting;

/// <summary>A controller that was added and is not made yet.</summary>
/// <param name="Kind">What it reconciles.</param>
/// <param name="Reconciler">Who does.</param>
/// <param name="Build">Makes it.</param>
internal sealed record ControllerRegistration(KubernetesEntity Kind, Type Reconciler, Func<ControllerSetup, IServiceProvider, Controller> Build);
