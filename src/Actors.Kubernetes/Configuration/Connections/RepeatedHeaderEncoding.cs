using System.Text;

namespace Actors.Kubernetes.Configuration;

/// <summary>
/// Sends several values of a header as several lines. HttpClient joins them with commas, which RFC 9110, 5.3 allows, but the API server
/// takes <c>Impersonate-Group: dev, ops</c> for one group of that name. Nothing of HttpClient's is asked about it but the encoding of
/// the one value it was given, and that only has lines to write in HTTP/1.1.
/// </summary>
internal sealed class RepeatedHeaderEncoding(string name) : Encoding
{
    /// <summary>Stands between two values.</summary>
    public const char Separator = '\u0001';

    private readonly string _between = $"\r\n{name}: ";

    public static Encoding? Select(string name, HttpRequestMessage request) =>
        name.StartsWith("Impersonate-", StringComparison.OrdinalIgnoreCase) && request.Version.Major == 1 ? new RepeatedHeaderEncoding(name) : UTF8;

    public override int GetByteCount(char[] chars, int index, int count) => UTF8.GetByteCount(Expand(chars, index, count));

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
        UTF8.GetBytes(Expand(chars, charIndex, charCount), bytes.AsSpan(byteIndex));

    public override int GetMaxByteCount(int charCount) => UTF8.GetMaxByteCount(charCount * _between.Length);

    public override int GetCharCount(byte[] bytes, int index, int count) => UTF8.GetCharCount(bytes, index, count);

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) =>
        UTF8.GetChars(bytes, byteIndex, byteCount, chars, charIndex);

    public override int GetMaxCharCount(int byteCount) => UTF8.GetMaxCharCount(byteCount);

    private string Expand(char[] chars, int index, int count) =>
        new string(chars, index, count).Replace($"{Separator}", _between, StringComparison.Ordinal);
}
