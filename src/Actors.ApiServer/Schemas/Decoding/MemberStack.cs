using System.Collections;
using System.Text.Json.Nodes;

namespace Actors.ApiServer.Schemas;

/// <summary>The members, so far, of the objects that are being read; those of the innermost one are the last. Used again and again: it holds on to no value.</summary>
internal sealed class MemberStack : ICollection<KeyValuePair<string, JsonNode?>>, IEnumerator<KeyValuePair<string, JsonNode?>>
{
    private KeyValuePair<string, JsonNode?>[] _members = new KeyValuePair<string, JsonNode?>[64];
    private int _count;
    private int _start;
    private int _at;

    /// <summary>All members; for the object that is made by <see cref="Take"/>, its own.</summary>
    public int Count => _count - _start;

    public ref KeyValuePair<string, JsonNode?> this[int at] => ref _members[at];

    public void Add(KeyValuePair<string, JsonNode?> member)
    {
        if (_count == _members.Length) Array.Resize(ref _members, _members.Length * 2);
        _members[_count++] = member;
    }

    /// <summary>Makes an object of the last members, which go.</summary>
    /// <param name="start">The first of them.</param>
    public JsonObject Take(int start)
    {
        (_start, _at) = (start, start - 1);
        // The object reads what it gets at once, and asks for its size before.
        var map = new JsonObject(this);
        _members.AsSpan(start, _count - start).Clear();
        (_start, _count) = (0, start);
        return map;
    }

    public void Clear()
    {
        _members.AsSpan(0, _count).Clear();
        (_start, _count) = (0, 0);
    }

    KeyValuePair<string, JsonNode?> IEnumerator<KeyValuePair<string, JsonNode?>>.Current => _members[_at];

    object IEnumerator.Current => _members[_at];

    bool ICollection<KeyValuePair<string, JsonNode?>>.IsReadOnly => false;

    IEnumerator<KeyValuePair<string, JsonNode?>> IEnumerable<KeyValuePair<string, JsonNode?>>.GetEnumerator() => this;

    IEnumerator IEnumerable.GetEnumerator() => this;

    bool IEnumerator.MoveNext() => ++_at < _count;

    void IEnumerator.Reset() => _at = _start - 1;

    void IDisposable.Dispose()
    {
    }

    bool ICollection<KeyValuePair<string, JsonNode?>>.Contains(KeyValuePair<string, JsonNode?> item) => throw new NotSupportedException();

    bool ICollection<KeyValuePair<string, JsonNode?>>.Remove(KeyValuePair<string, JsonNode?> item) => throw new NotSupportedException();

    void ICollection<KeyValuePair<string, JsonNode?>>.CopyTo(KeyValuePair<string, JsonNode?>[] array, int arrayIndex) => throw new NotSupportedException();
}
