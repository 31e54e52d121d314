using System.Globalization;
using System.Text;

namespace Actors.ApiServer.Schemas;

/// <summary>Where a walk through a value is. Costs nothing until it is written out.</summary>
internal struct ValuePath()
{
    private (string? Name, int Index)[] _steps = new (string?, int)[16];

    public int Depth { get; private set; }

    public void Enter(string name) => Push((name, 0));

    public void Enter(int index) => Push((null, index));

    public void Leave() => Depth--;

    /// <summary>Whether the first step is a member of this name.</summary>
    public readonly bool Starts(string name) => Depth > 0 && _steps[0].Name == name;

    /// <summary>As in <c>spec.items[0].name</c>; empty at the root.</summary>
    public override readonly string ToString()
    {
        var text = new StringBuilder();
        for (var at = 0; at < Depth; at++)
        {
            var (name, index) = _steps[at];
            if (name is null) text.Append('[').Append(index.ToString(CultureInfo.InvariantCulture)).Append(']');
            else if (at == 0) text.Append(name);
            else text.Append('.').Append(name);
        }

        return text.ToString();
    }

    private void Push((string?, int) step)
    {
        if (Depth == _steps.Length) Array.Resize(ref _steps, _steps.Length * 2);
        _steps[Depth++] = step;
    }
}
