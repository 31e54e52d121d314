using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Kinds;

/// <summary>Adds what is wrong with an object of a kind.</summary>
/// <param name="value">The object as it shall be.</param>
/// <param name="old">The object as it is; null if it is new.</param>
/// <param name="errors">Where what is wrong is added.</param>
internal delegate void ObjectRule(JsonObject value, JsonObject? old, List<FieldError> errors);

/// <summary>The rules of kinds, by the name tables use.</summary>
internal static class ObjectRuleTable
{
    private static readonly Dictionary<string, ObjectRule> Functions = new(StringComparer.Ordinal)
    {
        ["pod"] = PodRules.Check,
        ["workload"] = WorkloadRules.Check,
        ["deployment"] = WorkloadRules.Deployment,
        ["statefulSet"] = StatefulSetRules.Check,
        ["replicationController"] = WorkloadRules.ReplicationController,
        ["job"] = JobRules.Job,
        ["cronJob"] = JobRules.CronJob,
        ["service"] = ServiceRules.Check,
        ["secret"] = DataRules.Secret,
        ["configMap"] = DataRules.ConfigMap,
        ["persistentVolume"] = VolumeRules.Volume,
        ["persistentVolumeClaim"] = VolumeRules.Claim,
        ["event"] = EventRules.Core,
        ["newEvent"] = EventRules.New,
        ["podDisruptionBudget"] = OtherRules.DisruptionBudget,
        ["autoscaler"] = OtherRules.Autoscaler,
        ["binding"] = OtherRules.Binding,
        ["ingress"] = OtherRules.Ingress,
    };

    /// <summary>The rule of a name; null if there is none.</summary>
    public static ObjectRule? Find(string name) => Functions.GetValueOrDefault(name);
}
