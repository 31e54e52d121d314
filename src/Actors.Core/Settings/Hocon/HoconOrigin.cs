namespace Actors.Settings;

/// <summary>Where a value was written.</summary>
/// <param name="Source">The file's name, or what else it came from, such as <c>command line</c>.</param>
/// <param name="Line">The line in the file, from 1; 0 where there are no lines.</param>
public readonly record struct HoconOrigin(string Source, int Line)
{
    /// <summary>As compilers write it: <c>akka.hocon:12</c>.</summary>
    public override string ToString() => Line == 0 ? Source : $"{Source}:{Line}";
}
