using System.Globalization;
using System.Text.Json;
using Actors.ApiServer.Schemas;

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

    /// <summary>Whether there can be nothing wrong with who it names.</summary>
    public bool HasPlainNames => Identity.Manager.Length <= FieldManagerName.MaxLength
        && Identity.Subresource.Length <= FieldManagerName.MaxLength
        && !Identity.Manager.AsSpan().ContainsAnyExceptInRange(' ', '~');

    private long Seconds =>
        DateTimeOffset.TryParse(Time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time.ToUnixTimeSeconds() : 0;

    /// <summary>Reads an entry.</summary>
    /// <param name="reader">Stands on the start of the entry, and then on its end.</param>
    /// <param name="json">What the reader reads.</param>
    /// <returns>Null if it is malformed.</returns>
    public static ManagedFieldsEntry? Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (reader.TokenType != JsonTokenType.StartObject) return null;
        var (manager, operation, apiVersion, time, type, subresource) = ("", "", "", (string?)null, "", "");
        var fields = FieldSet.Empty;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = TextOf(ref reader);
            reader.Read();
            if (reader.TokenType == JsonTokenType.Null) continue;
            if (name == "fieldsV1")
            {
                if (reader.TokenType != JsonTokenType.StartObject) return null;
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                if (FieldSetCache.Get(json[start..(int)reader.BytesConsumed]) is not { } set) return null;
                fields = set;
                continue;
            }

            if (reader.TokenType != JsonTokenType.String) return null;
            var text = TextOf(ref reader);
            if (name == "manager") manager = text;
            else if (name == "operation") operation = text;
            else if (name == "apiVersion") apiVersion = text;
            else if (name == "time") time = text;
            else if (name == "fieldsType") type = text;
            else if (name == "subresource") subresource = text;
        }

        if (operation is not (Apply or Update) || apiVersion.Length == 0 || type != "FieldsV1") return null;
        return new ManagedFieldsEntry(Identify(manager, operation == Apply, apiVersion, subresource), apiVersion, time, fields);
    }

    /// <summary>Managers and versions recur, as names do.</summary>
    private static string TextOf(ref Utf8JsonReader reader) => reader.ValueIsEscaped ? reader.GetString()! : NameCache.Get(reader.ValueSpan);

    /// <summary>Who a manager is.</summary>
    public static ManagerIdentity Identify(string manager, bool isApply, string apiVersion, string subresource) =>
        new(manager, isApply, isApply ? "" : apiVersion, subresource);

    /// <summary>A time as entries have it.</summary>
    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>The entry with other fields.</summary>
    public ManagedFieldsEntry With(FieldSet fields) => ReferenceEquals(fields, Fields) ? this : this with { Fields = fields };

    /// <summary>The entry of the same manager for other fields, of another version.</summary>
    public ManagedFieldsEntry As(string apiVersion, FieldSet fields, string? time) =>
        new(Identify(Identity.Manager, Identity.IsApply, apiVersion, Identity.Subresource), apiVersion, time, fields);

    /// <summary>Writes the entry as it is stored, its members in alphabetical order.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("apiVersion"u8, ApiVersion);
        writer.WriteString("fieldsType"u8, "FieldsV1"u8);
        writer.WritePropertyName("fieldsV1"u8);
        FieldsV1.Write(writer, Fields);
        writer.WriteString("manager"u8, Identity.Manager);
        writer.WriteString("operation"u8, Identity.IsApply ? Apply : Update);
        if (Identity.Subresource.Length > 0) writer.WriteString("subresource"u8, Identity.Subresource);
        if (Time is not null) writer.WriteString("time"u8, Time);
        writer.WriteEndObject();
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
}
