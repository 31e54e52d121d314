namespace Actors.Objects;

/// <summary>Where the parts of one owner reference are.</summary>
internal readonly record struct OwnerScan(JsonSlice ApiVersion, JsonSlice Kind, JsonSlice Name, JsonSlice Uid, bool IsController)
{
    public static OwnerScan Read(ReadOnlySpan<byte> json, ref JsonCursor cursor)
    {
        JsonSlice apiVersion = default, kind = default, ownerName = default, uid = default;
        var isController = false;
        cursor.Expect((byte)'{', "an owner reference as an object");
        var isFirst = true;
        while (cursor.NextMember(ref isFirst, out var member))
        {
            var name = cursor[member];
            if (name.SequenceEqual("uid"u8)) uid = cursor.TakeStringOrNull("an owner's uid as a string");
            else if (name.SequenceEqual("name"u8)) ownerName = cursor.TakeStringOrNull("an owner's name as a string");
            else if (name.SequenceEqual("kind"u8)) kind = cursor.TakeStringOrNull("an owner's kind as a string");
            else if (name.SequenceEqual("apiVersion"u8)) apiVersion = cursor.TakeStringOrNull("an owner's apiVersion as a string");
            else if (name.SequenceEqual("controller"u8)) isController = cursor.TakeValue().Of(json).SequenceEqual("true"u8);
            else cursor.TakeValue();
        }

        return new OwnerScan(apiVersion, kind, ownerName, uid, isController);
    }
}
