using System.Globalization;

namespace Actors.ApiServer.Schemas;

/// <summary>Where a field is, such as <c>spec.items[0].name</c>: cheap to extend, written out when there is something to say about it.</summary>
internal sealed class FieldPath
{
    private readonly FieldPath? _parent;
    private readonly string _name;
    private readonly bool _isSubscript;

    internal FieldPath(FieldPath? parent, string name, bool isSubscript)
    {
        _parent = parent;
        _name = name;
        _isSubscript = isSubscript;
    }

    public static implicit operator FieldPath(string path) => new(null, path, false);

    /// <summary>The outermost name.</summary>
    public string Root => _parent is null ? _name : _parent.Root;

    public override string ToString()
    {
        if (_isSubscript) return $"{_parent}[{_name}]";
        return _parent is null ? _name : $"{_parent}.{_name}";
    }
}

/// <summary>Steps from a path to another; from no path to a first one.</summary>
internal static class FieldPathSteps
{
    public static FieldPath AsPath(this string path) => path;

    public static FieldPath Child(this FieldPath? path, string name) => new(path, name, false);

    public static FieldPath Child(this FieldPath? path, string name, string next) => path.Child(name).Child(next);

    public static FieldPath Index(this FieldPath? path, int index) => new(path, index.ToString(CultureInfo.InvariantCulture), true);

    public static FieldPath Key(this FieldPath? path, string key) => new(path, key, true);
}
