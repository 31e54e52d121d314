using System.Runtime.CompilerServices;

namespace Actors.Objects;

/// <summary>Where the parts of one object's JSON are, found in one pass that looks into <c>metadata</c> only.</summary>
internal struct ObjectScan
{
    public const int FieldCount = (int)ObjectField.Status + 1;

    public Slices Fields;

    /// <summary>The whole object.</summary>
    public JsonSlice Object;

    /// <summary>What to leave out so that <c>managedFields</c> and one comma are gone.</summary>
    public JsonSlice ManagedFields;

    public JsonSlice this[ObjectField field]
    {
        readonly get => Fields[(int)field];
        set => Fields[(int)field] = value;
    }

    /// <summary>Whether it has both <c>apiVersion</c> and <c>kind</c>.</summary>
    public readonly bool SaysItsType => !this[ObjectField.ApiVersion].IsEmpty && !this[ObjectField.Kind].IsEmpty;

    /// <summary>Scans the object the cursor stands at and leaves the cursor behind it.</summary>
    /// <exception cref="MalformedObjectException">It is not an object, or its metadata is not as Kubernetes writes it.</exception>
    // What asks for instructions that not every processor has cannot be compiled beforehand; so it is compiled for good at once, as what else is done for each object and does so.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Read(ReadOnlySpan<byte> json, ref JsonCursor cursor, out ObjectScan scan)
    {
        scan = default;
        cursor.Peek();
        var start = cursor.Position;
        cursor.Expect((byte)'{', "an object");

        // Members are found from a local position: in a register, while the cursor's has to go through memory, for 5 ns a member.
        var position = cursor.Position;
        for (var isFirst = true; ; isFirst = false)
        {
            if (JsonMember.TryFind(json, position, isFirst, out var name, out var value, out var textEnd))
            {
                if (scan.TakeUsual(json, name.Of(json), value, textEnd) is > 0 and var end)
                {
                    position = end;
                    continue;
                }

                cursor.GoTo(value, textEnd);
            }
            else
            {
                cursor.Position = position;
                if (cursor.TryEndObject() || !cursor.NextOddMember(isFirst, out name)) break;
            }

            scan.ReadField(json, name.Of(json), ref cursor);
            position = cursor.Position;
        }

        scan.Object = new JsonSlice(start, cursor.Position - start);
    }

    /// <summary>Takes a member as servers write it; the offset behind it, or none above 0 if it is some other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int TakeUsual(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name, int value, int textEnd)
    {
        if (textEnd > 0)
        {
            var text = new JsonSlice(value + 1, textEnd - value - 2);
            if (name.SequenceEqual("apiVersion"u8)) this[ObjectField.ApiVersion] = text;
            else if (name.SequenceEqual("kind"u8)) this[ObjectField.Kind] = text;
            else return 0;
            return textEnd;
        }

        if (json[value] != (byte)'{') return 0;
        if (name.SequenceEqual("spec"u8)) return TakeContainer(json, value, ObjectField.Spec);
        if (name.SequenceEqual("status"u8)) return TakeContainer(json, value, ObjectField.Status);
        return 0;
    }

    private void ReadField(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name, ref JsonCursor cursor)
    {
        if (name.SequenceEqual("metadata"u8)) ReadMetadata(json, ref cursor);
        else if (name.SequenceEqual("spec"u8)) this[ObjectField.Spec] = cursor.TakeValue();
        else if (name.SequenceEqual("status"u8)) this[ObjectField.Status] = cursor.TakeValue();
        else if (name.SequenceEqual("apiVersion"u8)) this[ObjectField.ApiVersion] = cursor.TakeStringOrNull("apiVersion as a string");
        else if (name.SequenceEqual("kind"u8)) this[ObjectField.Kind] = cursor.TakeStringOrNull("kind as a string");
        else cursor.TakeValue();
    }

    // Not inlined, as the compiler has a limit for what it inlines into one method, and what this calls is worth more: 40 ns an event.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void ReadMetadata(ReadOnlySpan<byte> json, ref JsonCursor cursor)
    {
        if (cursor.Peek() != (byte)'{')
        {
            cursor.TakeStringOrNull("metadata as an object");
            return;
        }

        var start = cursor.Position;
        cursor.Expect((byte)'{', "metadata as an object");
        if (!this[ObjectField.Metadata].IsEmpty) ForgetMetadata();
        var position = cursor.Position;
        for (var isFirst = true; ; isFirst = false)
        {
            var before = position;
            if (JsonMember.TryFind(json, position, isFirst, out var name, out var value, out var textEnd))
            {
                var end = textEnd > 0 ? TakeUsualText(name.Of(json), value, textEnd) : TakeUsualContainer(json, name.Of(json), value, before, isFirst);
                if (end > 0)
                {
                    position = end;
                    continue;
                }

                cursor.GoTo(value, textEnd);
            }
            else
            {
                cursor.Position = position;
                if (cursor.TryEndObject() || !cursor.NextOddMember(isFirst, out name)) break;
            }

            if (name.Of(json).SequenceEqual("managedFields"u8)) ManagedFields = TakeWithComma(ref cursor, isFirst, before);
            else ReadMetadataField(json, name.Of(json), ref cursor);
            position = cursor.Position;
        }

        this[ObjectField.Metadata] = new JsonSlice(start, cursor.Position - start);
    }

    /// <summary>Of two the last counts, and the first may not be kept.</summary>
    private void ForgetMetadata()
    {
        ManagedFields = default;
        for (var field = ObjectField.Metadata; field <= ObjectField.ControllerUid; field++) this[field] = default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int TakeUsualText(ReadOnlySpan<byte> name, int value, int end)
    {
        // No switch on the length: comparing one after the other was 5 ns a member faster than a jump through a table.
        var text = new JsonSlice(value + 1, end - value - 2);
        if (name.SequenceEqual("name"u8)) this[ObjectField.Name] = text;
        else if (name.SequenceEqual("namespace"u8)) this[ObjectField.Namespace] = text;
        else if (name.SequenceEqual("uid"u8)) this[ObjectField.Uid] = text;
        else if (name.SequenceEqual("resourceVersion"u8)) this[ObjectField.ResourceVersion] = text;
        else if (name.SequenceEqual("creationTimestamp"u8)) this[ObjectField.CreationTimestamp] = text;
        else if (name.SequenceEqual("deletionTimestamp"u8)) this[ObjectField.DeletionTimestamp] = text;
        else return 0;
        return end;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int TakeUsualContainer(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name, int value, int before, bool isFirst)
    {
        if (json[value] == (byte)'{')
        {
            if (name.SequenceEqual("labels"u8)) return TakeContainer(json, value, ObjectField.Labels);
            if (name.SequenceEqual("annotations"u8)) return TakeContainer(json, value, ObjectField.Annotations);
        }
        else if (json[value] == (byte)'[' && !isFirst && name.SequenceEqual("managedFields"u8))
        {
            var end = JsonSkipper.EndOfContainer(json, value);
            ManagedFields = new JsonSlice(before, end - before);
            return end;
        }

        return 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int TakeContainer(ReadOnlySpan<byte> json, int value, ObjectField field)
    {
        var end = JsonSkipper.EndOfContainer(json, value);
        this[field] = new JsonSlice(value, end - value);
        return end;
    }

    private void ReadMetadataField(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name, ref JsonCursor cursor)
    {
        if (name.SequenceEqual("generation"u8)) this[ObjectField.Generation] = TakeNumber(json, ref cursor);
        else if (name.SequenceEqual("labels"u8)) this[ObjectField.Labels] = TakeContainer(json, ref cursor, (byte)'{', "metadata.labels as an object");
        else if (name.SequenceEqual("annotations"u8)) this[ObjectField.Annotations] = TakeContainer(json, ref cursor, (byte)'{', "metadata.annotations as an object");
        else if (name.SequenceEqual("ownerReferences"u8)) ReadOwners(json, ref cursor);
        else if (name.SequenceEqual("finalizers"u8)) this[ObjectField.Finalizers] = TakeContainer(json, ref cursor, (byte)'[', "metadata.finalizers as an array");
        else if (name.SequenceEqual("name"u8)) this[ObjectField.Name] = TakeName(json, ref cursor, "metadata.name as a string");
        else if (name.SequenceEqual("namespace"u8)) this[ObjectField.Namespace] = TakeName(json, ref cursor, "metadata.namespace as a string");
        else if (name.SequenceEqual("uid"u8)) this[ObjectField.Uid] = cursor.TakeStringOrNull("metadata.uid as a string");
        else if (name.SequenceEqual("resourceVersion"u8)) this[ObjectField.ResourceVersion] = cursor.TakeStringOrNull("metadata.resourceVersion as a string");
        else if (name.SequenceEqual("creationTimestamp"u8)) this[ObjectField.CreationTimestamp] = cursor.TakeStringOrNull("metadata.creationTimestamp as a string");
        else if (name.SequenceEqual("deletionTimestamp"u8)) this[ObjectField.DeletionTimestamp] = cursor.TakeStringOrNull("metadata.deletionTimestamp as a string");
        else cursor.TakeValue();
    }

    /// <summary>A string that says something: objects are found by it, so a broken escape is told now and not when it is looked for.</summary>
    private static JsonSlice TakeName(ReadOnlySpan<byte> json, ref JsonCursor cursor, string what)
    {
        var taken = cursor.TakeStringOrNull(what);
        if (taken.Of(json).Contains((byte)'\\')) JsonText.Decode(taken.Of(json));
        return taken;
    }

    /// <summary>The member from the end of what is before it to its own end, so with the comma before it; the first one with the comma behind it.</summary>
    private static JsonSlice TakeWithComma(ref JsonCursor cursor, bool isFirst, int before)
    {
        cursor.TakeValue();
        var end = cursor.Position;
        if (isFirst && cursor.Peek() == (byte)',') end = cursor.Position + 1;
        return new JsonSlice(before, end - before);
    }

    private void ReadOwners(ReadOnlySpan<byte> json, ref JsonCursor cursor)
    {
        var owners = TakeContainer(json, ref cursor, (byte)'[', "metadata.ownerReferences as an array");
        this[ObjectField.OwnerReferences] = owners;
        if (owners.IsEmpty) return;
        var inside = new JsonCursor(json[..owners.End], owners.Start + 1);
        var isFirst = true;
        while (inside.NextElement(ref isFirst))
        {
            var owner = OwnerScan.Read(json[..owners.End], ref inside);
            if (owner.IsController) this[ObjectField.ControllerUid] = owner.Uid;
        }
    }

    private static JsonSlice TakeContainer(ReadOnlySpan<byte> json, ref JsonCursor cursor, byte opening, string what)
    {
        if (cursor.TryTakeContainer(opening, out var container)) return container;
        var value = cursor.TakeValue();
        if (!value.Of(json).SequenceEqual("null"u8)) throw new MalformedObjectException(json, value.Start, what);
        return default;
    }

    private static JsonSlice TakeNumber(ReadOnlySpan<byte> json, ref JsonCursor cursor)
    {
        var value = cursor.TakeValue();
        var text = value.Of(json);
        if (IsShortNumber(text)) return value;
        if (text.SequenceEqual("null"u8)) return default;
        if (!System.Buffers.Text.Utf8Parser.TryParse(text, out long _, out var used) || used != text.Length)
            throw new MalformedObjectException(json, value.Start, "metadata.generation as a whole number");
        return value;
    }

    /// <summary>What nearly all are: a few digits.</summary>
    private static bool IsShortNumber(ReadOnlySpan<byte> text)
    {
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit((char)digit)) return false;
        }

        return text.Length < 19;
    }

    [InlineArray(FieldCount)]
    internal struct Slices
    {
        private JsonSlice _first;
    }
}
