using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Actors.ApiServer.Patching;

/// <summary>An entry of <c>metadata.managedFields</c>: which fields a manager owns, and how it came by them.</summary>
/// <param name="Identity">Who.</param>
/// <param name="ApiVersion">The version whose fields they are.</param>
/// <param name="Time">When the manager last changed something (RFC 3339); null if it never did.</param>
/// <param name="Fields">The fields.</param>
internal sealed record ManagedFieldsEntry(ManagerIdentity Identity, string ApiVersion, string? Time, FieldSet Fields) : IComparable<ManagedFieldsEntry>
{
    /// <summary>The operation of a server-side apply.</summary>
    public const string Apply = "Apply";

    /// <summary>The operation of everything else.</summary>
    public const string Update = "Update";

    private JsonObject? _source;

    private bool IsUnchanged => _source is not null;

    /// <summary>Reads an entry.</summary>
    /// <returns>Null if it is malformed.</returns>
    public static ManagedFieldsEntry? Read(JsonNode? node)
    {
        if (node is not JsonObject members) return null;
        var operation = Text(members, "operation");
        var apiVersion = Text(members, "apiVersion");
        if (operation is not (Apply or Update) || apiVersion.Length == 0 || Text(members, "fieldsType") != "FieldsV1") return null;
        if (!FieldsV1.TryRead(members["fieldsV1"], out var fields, out var isCanonical)) return null;
        var time = Text(members, "time");
        var identity = Identify(Text(members, "manager"), operation == Apply, apiVersion, Text(members, "subresource"));
        return new ManagedFieldsEntry(identity, apiVersion, time.Length == 0 ? null : time, fields) { _source = isCanonical ? members : null };
    }

    /// <summary>Who a manager is.</summary>
    public static ManagerIdentity Identify(string manager, bool isApply, string apiVersion, string subresource) =>
        new(manager, isApply, isApply ? "" : apiVersion, subresource);

    /// <summary>A time as entries have it.</summary>
    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>The entry with other fields.</summary>
    public ManagedFieldsEntry With(FieldSet fields) => ReferenceEquals(fields, Fields) ? this : this with { Fields = fields, _source = null };

    /// <summary>The entry of the same manager for other fields, of another version.</summary>
    public ManagedFieldsEntry As(string apiVersion, FieldSet fields, string? time) =>
        new(Identify(Identity.Manager, Identity.IsApply, apiVersion, Identity.Subresource), apiVersion, time, fields);

    /// <summary>The entry as JSON: as it was read if it is still the same.</summary>
    public JsonObject ToJson()
    {
        if (IsUnchanged) return _source!.Parent is null ? _source : _source.DeepClone().AsObject();
        var members = new JsonObject
        {
            ["manager"] = Identity.Manager,
            ["operation"] = Identity.IsApply ? Apply : Update,
            ["apiVersion"] = ApiVersion,
        };
        if (Time is not null) members["time"] = Time;
        members["fieldsType"] = "FieldsV1";
        members["fieldsV1"] = FieldsV1.Write(Fields);
        if (Identity.Subresource.Length > 0) members["subresource"] = Identity.Subresource;
        return members;
    }

    /// <summary>Who applies before who updates, then the older before the newer.</summary>
    public int CompareTo(ManagedFieldsEntry? other)
    {
        if (other is null) return 1;
        if (Identity.IsApply != other.Identity.IsApply) return Identity.IsApply ? -1 : 1;
        var order = CompareAge(other);
        if (order == 0) order = string.CompareOrdinal(ApiVersion, other.ApiVersion);
        return order != 0 ? order : string.CompareOrdinal(Identity.Subresource, other.Identity.Subresource);
    }

    /// <summary>The older before the newer, of the same second by name.</summary>
    public int CompareAge(ManagedFieldsEntry other)
    {
        var order = Time == other.Time ? 0 : Seconds.CompareTo(other.Seconds);
        return order != 0 ? order : string.CompareOrdinal(Identity.Manager, other.Identity.Manager);
    }

    private long Seconds => DateTimeOffset.TryParse(Time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time.ToUnixTimeSeconds() : 0;

    private static string Text(JsonObject members, string name) =>
        members[name] is { } value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : "";
}
