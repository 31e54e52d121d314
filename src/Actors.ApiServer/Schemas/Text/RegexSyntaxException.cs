namespace Actors.ApiServer.Schemas;

/// <summary>A regular expression Go would not compile; the message is Go's.</summary>
internal sealed class RegexSyntaxException(string mistake, string where) : FormatException($"error parsing regexp: {mistake}: `{where}`");
