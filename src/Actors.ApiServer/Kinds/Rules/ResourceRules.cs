using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;
using Actors.Kubernetes.Models;

namespace Actors.ApiServer.Kinds;

/// <summary>What a container requests and may use: nothing below zero, and no more requested than may be used.</summary>
internal static class ResourceRules
{
    public static void Check(JsonObject resources, FieldPath path, List<FieldError> errors)
    {
        foreach (var (name, limit) in Amounts(resources, "limits")) CheckSign(limit, path.Child("limits").Key(name), errors);
        foreach (var (name, request) in Amounts(resources, "requests"))
        {
            CheckSign(request, path.Child("requests").Key(name), errors);
            if (!Quantity.TryParse(resources.Text("limits", name), out var limit)) continue;
            if (request > limit)
                errors.Add(FieldError.Invalid(path.Child("requests"), request.ToString(), $"must be less than or equal to {name} limit of {limit}"));
        }
    }

    private static IEnumerable<(string Name, Quantity Amount)> Amounts(JsonObject resources, string what)
    {
        foreach (var (name, amount) in resources[what] as JsonObject ?? [])
        {
            if (Quantity.TryParse(amount.Text(), out var parsed)) yield return (name, parsed);
        }
    }

    private static void CheckSign(Quantity amount, FieldPath path, List<FieldError> errors)
    {
        if (amount.Sign < 0) errors.Add(FieldError.Invalid(path, amount.ToString(), "must be greater than or equal to 0"));
    }
}
