using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Actors.Cli.Inspection.Client;

/// <summary>Reads answers.</summary>
internal static class Answers
{
    /// <exception cref="InspectionException">It is not what this console knows.</exception>
    public static T Read<T>(JsonElement json, JsonTypeInfo<T> type)
    {
        try
        {
            return json.Deserialize(type)!;
        }
        catch (JsonException failure)
        {
            throw new InspectionException(ExitCodes.Failed, $"the replica answers in a way that this console does not know ({failure.Path}): their versions differ; -o json shows the answer as it is");
        }
    }
}
