using System.Globalization;

namespace Actors.ApiServer.Kinds;

/// <summary>A line of a table of kinds is not what it should be.</summary>
internal sealed class KindTableException(string file, int line, string problem)
    : Exception(string.Create(CultureInfo.InvariantCulture, $"{file}:{line}: {problem}"));
