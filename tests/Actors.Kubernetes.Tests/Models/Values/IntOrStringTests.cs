using System.Text.Json;

namespace Actors.Kubernetes.Models.Tests;

public sealed class IntOrStringTests
{
    [Theory]
    [InlineData("8080", true)]
    [InlineData("-1", true)]
    [InlineData("\"http\"", false)]
    [InlineData("\"8080\"", false)]
    [InlineData("\"\"", false)]
    public void Is_written_back_as_it_was_read(string json, bool isInt)
    {
        var value = KubernetesJson.Deserialize<IntOrString>(json);
        Assert.Equal(isInt, value.IsInt);
        Assert.Equal(json, KubernetesJson.Serialize(value));
        Assert.Equal(json.Trim('"'), value.ToString());
    }

    [Fact]
    public void A_number_is_not_the_string_of_its_digits()
    {
        IntOrString number = 80, text = "80";
        Assert.NotEqual(number, text);
        Assert.Equal(80, number.IntValue);
        Assert.Equal("'80' is a string, not a number", Assert.Throws<InvalidOperationException>(() => text.IntValue).Message);
    }

    [Theory]
    [InlineData("1.5", "not a whole one of 32 bits")]
    [InlineData("2147483648", "not a whole one of 32 bits")]
    [InlineData("true", "not True")]
    [InlineData("[]", "not StartArray")]
    public void Anything_else_is_refused(string json, string reason) =>
        Assert.Contains(reason, Assert.Throws<JsonException>(() => KubernetesJson.Deserialize<IntOrString>(json)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("25%", 10, 3, 2)]
    [InlineData("25%", 8, 2, 2)]
    [InlineData("0%", 10, 0, 0)]
    [InlineData("100%", 7, 7, 7)]
    [InlineData("150%", 3, 5, 4)]
    [InlineData("1%", 1, 1, 0)]
    [InlineData("-50%", 3, -1, -2)]
    [InlineData("33%", 2147483647, 708669604, 708669603)]
    public void A_percentage_is_a_share_of_a_total(string text, int total, int up, int down)
    {
        Assert.Equal(up, new IntOrString(text).ScaledTo(total, roundUp: true));
        Assert.Equal(down, new IntOrString(text).ScaledTo(total, roundUp: false));
    }

    [Fact]
    public void A_number_is_what_it_is_of_any_total() => Assert.Equal(5, new IntOrString(5).ScaledTo(100, roundUp: true));

    [Theory]
    [InlineData("")]
    [InlineData("%")]
    [InlineData("5")]
    [InlineData("http")]
    [InlineData("2.5%")]
    [InlineData("25 %")]
    [InlineData("25%%")]
    public void What_is_no_percentage_has_no_share(string text)
    {
        var message = Assert.Throws<FormatException>(() => new IntOrString(text).ScaledTo(10, roundUp: true)).Message;
        Assert.Equal($"'{text}' is neither a number nor a percentage such as '25%'", message);
    }
}
