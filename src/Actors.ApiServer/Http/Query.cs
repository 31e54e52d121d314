using System.Globalization;
using Actors.ApiServer.Schemas;
using Microsoft.AspNetCore.Http;

namespace Actors.ApiServer.Http;

/// <summary>The parameters of a request's query.</summary>
internal readonly struct Query(IQueryCollection values)
{
    /// <summary>A parameter's value; null if it is not given.</summary>
    public string? this[string name] => values.TryGetValue(name, out var found) && found.Count > 0 ? found[0] : null;

    /// <summary>A parameter's text; empty if it is not given.</summary>
    public string Text(string name) => this[name] ?? "";

    /// <summary>A parameter that is true or false; null if it is not given or empty.</summary>
    /// <remarks>Everything but <c>false</c> and <c>0</c> is true, as a real server has it.</remarks>
    public bool? Flag(string name) => this[name] is { Length: > 0 } text ? text is not ("false" or "0" or "False" or "FALSE") : null;

    /// <summary>Whether a parameter is true.</summary>
    public bool IsTrue(string name) => this[name] is { } text && text is not ("false" or "0");

    /// <summary>A parameter that is a whole number; null if it is not given.</summary>
    /// <exception cref="StatusException">It is something else.</exception>
    public long? Number(string name)
    {
        if (this[name] is not { Length: > 0 } text) return null;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return number;
        throw Errors.BadRequest($"strconv.ParseInt: parsing {GoText.Quote(text)}: invalid syntax");
    }

    /// <summary>The values of a parameter that may be repeated.</summary>
    public IReadOnlyList<string> All(string name) => values.TryGetValue(name, out var found) ? [.. found.OfType<string>()] : [];
}
