using System.Collections;

namespace Actors.Cli.Inspection.Client;

/// <summary>The parameters of a request. What is not given is not sent.</summary>
internal sealed class Query : IEnumerable<KeyValuePair<string, string>>
{
    private readonly List<KeyValuePair<string, string>> _parameters = [];

    public void Add(string name, string? value)
    {
        if (value is not null) _parameters.Add(new(name, value));
    }

    public override string ToString() =>
        _parameters.Count == 0 ? "" : $"?{string.Join('&', _parameters.Select(static one => $"{one.Key}={Uri.EscapeDataString(one.Value)}"))}";

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _parameters.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
