using System.Globalization;

namespace Actors.Settings;

/// <summary>
/// Reads settings out of resolved HOCON. Each call names a setting, its default and its range, once for reading, for the error that says what is allowed and
/// for the list of settings; what nobody asked for is unknown.
/// </summary>
internal sealed class SettingsReader(HoconObject root, List<SettingsError> errors)
{
    private readonly List<SettingInfo> _known = [];

    public IReadOnlyList<SettingInfo> Known => _known;

    public int Int(string key, int @default, int min, int max) => Read(
        key, @default, $"{min} to {max}", value => value.ToString(CultureInfo.InvariantCulture),
        text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null,
        value => value >= min && value <= max);

    public bool Bool(string key, bool @default) => Read<bool>(
        key, @default, "true or false", value => value ? "true" : "false",
        text => text switch { "true" or "on" or "yes" => true, "false" or "off" or "no" => false, _ => null },
        _ => true);

    public TimeSpan Duration(string key, TimeSpan @default, TimeSpan min, TimeSpan max) => Read(
        key, @default, $"{Units.Format(min)} to {Units.Format(max)}", Units.Format,
        text => Units.TryParseDuration(text, out var value) ? value : null,
        value => value >= min && value <= max, Units.DurationForms);

    /// <summary>As <see cref="Duration"/>, with <c>infinite</c> for <see cref="TimeSpan.MaxValue"/>.</summary>
    public TimeSpan DurationOrInfinite(string key, TimeSpan @default, TimeSpan min, TimeSpan max) => Read(
        key, @default, $"{Units.Format(min)} to {Units.Format(max)}, or infinite", value => value == TimeSpan.MaxValue ? "infinite" : Units.Format(value),
        text => text == "infinite" ? TimeSpan.MaxValue : Units.TryParseDuration(text, out var value) && value < TimeSpan.MaxValue ? value : null,
        value => value == TimeSpan.MaxValue || (value >= min && value <= max), Units.DurationForms);

    public long Size(string key, long @default, long min, long max) => Read(
        key, @default, $"{Units.FormatSize(min)} to {Units.FormatSize(max)}", Units.FormatSize,
        text => Units.TryParseSize(text, out var value) ? value : null,
        value => value >= min && value <= max, Units.SizeForms);

    /// <summary>A count that can also be switched: <c>off</c> is 0, <c>on</c> is all (<see cref="int.MaxValue"/>).</summary>
    public int Count(string key, int @default, int max) => Read<int>(
        key, @default, $"on, off or 0 to {max}", value => value switch { 0 => "off", int.MaxValue => "on", _ => value.ToString(CultureInfo.InvariantCulture) },
        text => text switch
        {
            "on" or "true" or "yes" => int.MaxValue,
            "off" or "false" or "no" => 0,
            _ => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value < int.MaxValue ? value : null,
        },
        value => value is int.MaxValue || value <= max);

    public string Text(string key, string @default, string allowed, Predicate<string> isAllowed)
    {
        var (scalar, origin) = Find(key);
        _known.Add(new SettingInfo(key, scalar?.Text ?? @default, @default, allowed, origin));
        if (scalar is null || isAllowed(scalar.Text)) return scalar?.Text ?? @default;
        errors.Add(new SettingsError(scalar.Origin, $"{key} = {scalar.Text} is not allowed; allowed: {allowed} (default {@default})"));
        return @default;
    }

    /// <summary>A text nobody is shown: who looks at the settings sees whether it is set.</summary>
    public string Secret(string key)
    {
        var (scalar, origin) = Find(key);
        _known.Add(new SettingInfo(key, string.IsNullOrEmpty(scalar?.Text) ? "" : "(set)", "", "a text that is not shown", origin));
        return scalar?.Text ?? "";
    }

    public IReadOnlyList<string> TextList(string key, IReadOnlyList<string> @default)
    {
        var node = HoconPath.Find(root, key);
        var items = (node as HoconList)?.Items.OfType<HoconScalar>().Select(item => item.Text).ToList();
        _known.Add(new SettingInfo(key, Shown(items ?? @default), Shown(@default), "a list of texts", node?.Origin));
        if (node is null || items?.Count == (node as HoconList)?.Items.Count) return items ?? @default;
        errors.Add(new SettingsError(node.Origin, $"{key} must be a list of texts, such as [a, b] (default {Shown(@default)})"));
        return @default;
    }

    /// <summary>Reports a relation between settings that does not hold.</summary>
    public void Require(bool holds, string key, string message)
    {
        if (!holds) errors.Add(new SettingsError(HoconPath.Find(root, key)?.Origin ?? new HoconOrigin("default", 0), $"{key} {message}"));
    }

    private static string Shown(IEnumerable<string> items) => $"[{string.Join(", ", items)}]";

    private T Read<T>(string key, T @default, string allowed, Func<T, string> format, Func<string, T?> parse, Func<T, bool> isInRange, string? forms = null)
        where T : struct
    {
        var (scalar, origin) = Find(key);
        var parsed = scalar is null ? @default : parse(scalar.Text);
        var value = parsed is { } read && isInRange(read) ? read : @default;
        _known.Add(new SettingInfo(key, format(value), format(@default), allowed, origin));
        if (scalar is null || (parsed is { } wanted && isInRange(wanted))) return value;
        var wrong = parsed is not null ? "is out of range" : forms is not null ? $"is not {forms}" : "is not allowed";
        errors.Add(new SettingsError(scalar.Origin, $"{key} = {scalar.Text} {wrong}; allowed: {allowed} (default {format(@default)})"));
        return value;
    }

    private (HoconScalar? Scalar, HoconOrigin? Origin) Find(string key)
    {
        var node = HoconPath.Find(root, key);
        if (node is null or HoconScalar { IsNull: true }) return (null, null);
        if (node is HoconScalar scalar) return (scalar, scalar.Origin);
        errors.Add(new SettingsError(node.Origin, $"{key} must be one value, not {(node is HoconList ? "a list" : "an object")}"));
        return (null, null);
    }
}
