using System.Text;

namespace Actors.Objects.Tests;

/// <summary>Writes random objects as servers might: members in any order, white space, escapes, managed fields anywhere, values of any length.</summary>
internal sealed class ObjectGenerator(int seed)
{
    private static readonly string[] Pieces = ["a", "Z9", "-", "/", "ä", "😀", "\\\"", "\\\\", "\\n", "\\u00e9", "{", "}", "[", "]", ",", ":", " ", "\\\\\\\""];

    private readonly Random _random = new(seed);
    private readonly StringBuilder _json = new();

    public string Next()
    {
        _json.Clear();
        Object();
        return _json.ToString();
    }

    /// <summary>A list: its members in any order, its type and the types of its items there or not.</summary>
    public string NextList()
    {
        _json.Clear();
        Action[] members =
        [
            () => Member("apiVersion", () => Quoted("list.example.com/v1")),
            () => Member("kind", () => Quoted(_random.Next(4) == 0 ? "Things" : "ThingList")),
            () => Member("metadata", () => Members(() => Member("resourceVersion", Text), () => Member("continue", Text), () => Member("remainingItemCount", () => _json.Append(7)))),
            () => Member("more", () => Value(2)),
        ];
        members = [() => Member("items", () => List(Object)), .. members.Where(_ => _random.Next(4) > 0)];
        _random.Shuffle(members);
        Separated('{', '}', members);
        return _json.ToString();
    }

    private void Object() =>
        Members(
            () => Member("apiVersion", () => Quoted("bench.example.com/v1")),
            () => Member("kind", () => Quoted("Database")),
            () => Member("metadata", Metadata),
            () => Member("spec", () => Value(3)),
            () => Member("status", () => Value(2)),
            () => Member("data", () => Value(1)));

    private void Metadata() => Members(
        () => Member("name", Text),
        () => Member("namespace", Text),
        () => Member("uid", Text),
        () => Member("resourceVersion", () => Quoted($"{_random.Next()}")),
        () => Member("generation", () => _json.Append(_random.Next(100))),
        () => Member("labels", StringMap),
        () => Member("annotations", StringMap),
        () => Member("finalizers", () => List(Text)),
        () => Member("ownerReferences", () => List(Owner)),
        () => Member("deletionTimestamp", () => _json.Append(_random.Next(2) == 0 ? "null" : "\"2026-11-21T00:41:49Z\"")),
        () => Member("managedFields", () => Value(3)),
        () => Member("selfLink", Text));

    private void Owner() => Members(
        () => Member("apiVersion", Text),
        () => Member("kind", Text),
        () => Member("name", Text),
        () => Member("uid", Text),
        () => Member("controller", () => _json.Append(_random.Next(2) == 0 ? "true" : "false")));

    private void Members(params Action[] members)
    {
        _random.Shuffle(members);
        Separated('{', '}', [.. members.Where(_ => _random.Next(4) > 0)]);
    }

    private void StringMap() => Separated('{', '}', [.. Enumerable.Range(0, _random.Next(5)).Select(number => (Action)(() => Member($"key{number}", Text)))]);

    private void List(Action element) => Separated('[', ']', [.. Enumerable.Repeat(element, _random.Next(4))]);

    private void Value(int depth)
    {
        switch (_random.Next(depth > 0 ? 6 : 4))
        {
            case 0:
                _json.Append(_random.Next(-1000, 1000));
                break;
            case 1:
                _json.Append(_random.Next(2) == 0 ? "true" : "null");
                break;
            case 2 or 3:
                Text();
                break;
            case 4:
                List(() => Value(depth - 1));
                break;
            default:
                Separated('{', '}', [.. Enumerable.Range(0, _random.Next(6)).Select(number => (Action)(() => Member($"f:{number}", () => Value(depth - 1))))]);
                break;
        }
    }

    private void Member(string name, Action value)
    {
        Quoted(name);
        Space();
        _json.Append(':');
        Space();
        value();
    }

    private void Separated(char opening, char closing, Action[] elements)
    {
        _json.Append(opening);
        for (var number = 0; number < elements.Length; number++)
        {
            if (number > 0) _json.Append(',');
            Space();
            elements[number]();
            Space();
        }

        Space();
        _json.Append(closing);
    }

    private void Text()
    {
        var text = new StringBuilder();
        for (var more = _random.Next(_random.Next(10) == 0 ? 200 : 12); more > 0; more--) text.Append(Pieces[_random.Next(Pieces.Length)]);
        Quoted(text.ToString());
    }

    private void Quoted(string raw) => _json.Append('"').Append(raw).Append('"');

    private void Space()
    {
        if (_random.Next(3) == 0) _json.Append(" \n\t\r"[_random.Next(4)]);
    }
}
