using System.Text.Json.Serialization;

namespace Actors.Operators.Management;

/// <summary>The management API's answers as JSON: names in camelCase, times in UTC as RFC 3339, what is null left out.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ManagementStatus))]
[JsonSerializable(typeof(ActionAnswer))]
[JsonSerializable(typeof(RoutesAnswer))]
[JsonSerializable(typeof(ClusterAnswer))]
[JsonSerializable(typeof(ClusterEvent))]
[JsonSerializable(typeof(ShardsAnswer))]
[JsonSerializable(typeof(IngestAnswer))]
[JsonSerializable(typeof(ActorsAnswer))]
[JsonSerializable(typeof(ActorAnswer))]
[JsonSerializable(typeof(TransitionEvent))]
[JsonSerializable(typeof(HierarchyAnswer))]
[JsonSerializable(typeof(LimitsAnswer))]
[JsonSerializable(typeof(TopAnswer))]
[JsonSerializable(typeof(LogLevelAnswer))]
[JsonSerializable(typeof(ConfigAnswer))]
internal sealed partial class ManagementJson : JsonSerializerContext;
