using System.Collections;

namespace Actors.Kubernetes.Models.Tests;

/// <summary>All parts of a model.</summary>
internal static class ModelGraph
{
    public static void Visit(object? part, Action<KubernetesModel> visitor)
    {
        switch (part)
        {
            case KubernetesModel model:
                visitor(model);
                foreach (var property in model.GetType().GetProperties()) Visit(property.GetValue(model), visitor);
                break;
            case V1JSONSchemaPropsOrBool { Schema: { } schema }:
                Visit(schema, visitor);
                break;
            case IDictionary dictionary:
                foreach (var value in dictionary.Values) Visit(value, visitor);
                break;
            case IEnumerable list and not string:
                foreach (var item in list) Visit(item, visitor);
                break;
        }
    }
}
