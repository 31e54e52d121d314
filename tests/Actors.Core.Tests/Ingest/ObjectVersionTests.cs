using System.Text;
using Actors.Objects;

namespace Actors.Ingest.Tests;

public sealed class ObjectVersionTests
{
    [Theory]
    [InlineData("0", 0UL)]
    [InlineData("7", 7UL)]
    [InlineData("18446744073709551615", ulong.MaxValue)]
    [InlineData("18446744073709551616", null)]
    [InlineData("-1", null)]
    [InlineData("+1", null)]
    [InlineData("1.0", null)]
    [InlineData("1e3", null)]
    [InlineData("12x", null)]
    [InlineData("v-one", null)]
    [InlineData("", null)]
    public void It_is_a_number_where_it_can_be_one_and_written_as_it_came(string text, ulong? number)
    {
        var subject = KubernetesObject.Parse(Encoding.UTF8.GetBytes($$$"""{"metadata":{"resourceVersion":"{{{text}}}"}}"""));
        foreach (var version in (ObjectVersion[])[ObjectVersion.Of(text), ObjectVersion.Of(subject)])
        {
            Assert.Equal(number, version.Number);
            Assert.Equal(text, version.ToString());
        }

        Assert.Equal(ObjectVersion.Of(text), ObjectVersion.Of(subject));
    }

    [Fact]
    public void None_at_all_is_empty() => Assert.Equal("", default(ObjectVersion).ToString());
}
