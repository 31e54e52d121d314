using Actors.Objects;

namespace Actors.Ingest;

/// <summary>Reads the <c>Status</c> of an ERROR event, or of an answer that is no success.</summary>
public static class StatusReader
{
    /// <summary>What the status says. It need not be one: then it is <see cref="RequestFailure.Unreadable"/>.</summary>
    public static RequestFailure Read(KubernetesObject status)
    {
        try
        {
            return ReadMembers(status.Json.Span);
        }
        catch (MalformedObjectException failure)
        {
            return new RequestFailure(0, RequestFailure.Unreadable, failure.Message);
        }
    }

    private static RequestFailure ReadMembers(ReadOnlySpan<byte> json)
    {
        var (code, reason, message) = (0, "", "");
        TimeSpan? retryAfter = null;
        var cursor = new JsonCursor(json);
        cursor.Expect((byte)'{', "a Status");
        var isFirst = true;
        while (cursor.NextMember(ref isFirst, out var member))
        {
            var name = cursor[member];
            if (name.SequenceEqual("code"u8)) code = ReadNumber(ref cursor);
            else if (name.SequenceEqual("reason"u8)) reason = JsonText.Decode(cursor[cursor.TakeStringOrNull("reason as a string")]);
            else if (name.SequenceEqual("message"u8)) message = JsonText.Decode(cursor[cursor.TakeStringOrNull("message as a string")]);
            else if (name.SequenceEqual("details"u8)) retryAfter = ReadRetryAfter(ref cursor);
            else cursor.TakeValue();
        }

        // Without a code or a reason it would be taken for a connection that failed.
        if (code == 0 && reason.Length == 0) reason = RequestFailure.Unreadable;
        return new RequestFailure(code, reason, message, retryAfter);
    }

    private static TimeSpan? ReadRetryAfter(ref JsonCursor cursor)
    {
        if (!cursor.TryTake((byte)'{'))
        {
            cursor.TakeValue();
            return null;
        }

        TimeSpan? retryAfter = null;
        var isFirst = true;
        while (cursor.NextMember(ref isFirst, out var member))
        {
            if (cursor[member].SequenceEqual("retryAfterSeconds"u8)) retryAfter = TimeSpan.FromSeconds(ReadNumber(ref cursor));
            else cursor.TakeValue();
        }

        return retryAfter;
    }

    private static int ReadNumber(ref JsonCursor cursor) =>
        System.Buffers.Text.Utf8Parser.TryParse(cursor[cursor.TakeValue()], out int number, out _) ? number : 0;
}
