using System.Text;
using Actors.Objects;

namespace Actors.Ingest.Tests;

public sealed class StatusReaderTests
{
    [Theory]
    [InlineData("""{"kind":"Status","code":410,"reason":"Expired","message":"too old resource version: 1 (312)"}""", 410, "Expired", "too old resource version: 1 (312)", null)]
    [InlineData("""{"details":{"retryAfterSeconds":7},"code":429,"reason":"TooManyRequests","message":"m"}""", 429, "TooManyRequests", "m", 7)]
    [InlineData(
        """{"code":504,"reason":"Timeout","message":"Timeout: Too large resource version: 105, current: 100","details":{"causes":[{"reason":"ResourceVersionTooLarge","message":"Too large resource version"}],"retryAfterSeconds":1}}""",
        504, "Timeout", "Timeout: Too large resource version: 105, current: 100", 1)]
    [InlineData("""{"details":null,"code":500,"reason":null,"message":null}""", 500, "", "", null)]
    [InlineData("""{"details":"none","code":500}""", 500, "", "", null)]
    [InlineData("""{"details":{"name":"x","retryAfterSeconds":0},"code":500}""", 500, "", "", 0)]
    [InlineData("""{"reason":"Gone"}""", 0, "Gone", "", null)]
    [InlineData("""{"message":"line\none \"two\" ✓"}""", 0, RequestFailure.Unreadable, "line\none \"two\" ✓", null)]
    [InlineData("""{"code":"410"}""", 0, RequestFailure.Unreadable, "", null)]
    [InlineData("""{"code":99999999999}""", 0, RequestFailure.Unreadable, "", null)]
    [InlineData("{}", 0, RequestFailure.Unreadable, "", null)]
    public void It_reads_what_there_is(string json, int code, string reason, string message, int? retryAfter)
    {
        var expected = new RequestFailure(code, reason, message, retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
        Assert.Equal(expected, Read(json));
    }

    [Theory]
    [InlineData("""{"code":500,"reason":7}""")]
    [InlineData("""{"code":500,"message":{"a":1}}""")]
    public void What_is_no_status_is_unreadable_and_says_why(string json)
    {
        var failure = Read(json);
        Assert.Equal((0, RequestFailure.Unreadable), (failure.Code, failure.Reason));
        Assert.NotEmpty(failure.Message);
    }

    [Theory]
    [InlineData(410, "", true, false, false)]
    [InlineData(0, "Gone", true, false, false)]
    [InlineData(500, "Expired", true, false, false)]
    [InlineData(400, "BadRequest", false, true, false)]
    [InlineData(422, "Invalid", false, true, false)]
    [InlineData(0, "", false, false, true)]
    [InlineData(429, "TooManyRequests", false, false, true)]
    [InlineData(503, "ServiceUnavailable", false, false, true)]
    [InlineData(0, RequestFailure.Unreadable, false, false, false)]
    [InlineData(500, "InternalError", false, false, false)]
    [InlineData(504, "Timeout", false, false, false)]
    public void A_failure_tells_what_helps(int code, string reason, bool isExpired, bool isRefusal, bool isUnavailable)
    {
        var failure = new RequestFailure(code, reason, "");
        Assert.Equal((isExpired, isRefusal, isUnavailable), (failure.IsExpired, failure.IsRefusal, failure.IsUnavailable));
    }

    private static RequestFailure Read(string json) => StatusReader.Read(KubernetesObject.Parse(Encoding.UTF8.GetBytes(json)));
}
