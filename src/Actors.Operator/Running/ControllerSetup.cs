using Microsoft.Extensions.Logging;

namespace Actors.Operators.Running;

/// <summary>What a controller is given by the operator it is in.</summary>
/// <param name="Name">Its name, unique in the operator.</param>
/// <param name="Namespaces">The namespaces the operator watches; one empty name for all.</param>
/// <param name="Log">For the author.</param>
internal sealed record ControllerSetup(string Name, IReadOnlyList<string> Namespaces, ILogger Log);
