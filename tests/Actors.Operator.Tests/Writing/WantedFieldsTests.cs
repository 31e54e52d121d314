using System.Text;
using Actors.Operators.Writing;

namespace Actors.Operators.Tests.Writing;

public sealed class WantedFieldsTests
{
    [Theory]
    [InlineData("""{"a":1,"b":2}""", """{"a":1}""", true)]
    [InlineData("""{"a":2}""", """{"a":1}""", false)]
    [InlineData("""{"b":1}""", """{"a":1}""", false)]
    [InlineData("""{"a":1.0}""", """{"a":1}""", true)]
    [InlineData("""{"a":"1"}""", """{"a":1}""", false)]
    [InlineData("""{"a":{"b":1,"c":2}}""", """{"a":{"b":1}}""", true)]
    [InlineData("""{}""", """{"a":null}""", true)]
    [InlineData("""{"a":1}""", """{"a":null}""", false)]
    // Lists whose items have no keys are owned as a whole: what somebody has added to them is to go.
    [InlineData("""{"args":["a","b"]}""", """{"args":["a"]}""", false)]
    [InlineData("""{"args":["b","a"]}""", """{"args":["a","b"]}""", false)]
    [InlineData("""{"tolerations":[{"key":"a"},{"key":"b"}]}""", """{"tolerations":[{"key":"a"}]}""", false)]
    // Lists with keys may have others' items, in any order; the server has put its defaults into ours.
    [InlineData("""{"containers":[{"name":"mesh"},{"name":"db","imagePullPolicy":"Always"}]}""", """{"containers":[{"name":"db"}]}""", true)]
    [InlineData("""{"containers":[{"name":"db","image":"b"}]}""", """{"containers":[{"name":"db","image":"a"}]}""", false)]
    [InlineData("""{"finalizers":["x","y"]}""", """{"finalizers":["y"]}""", true)]
    // Quantities, where only quantities can be.
    [InlineData("""{"requests":{"storage":"1Gi"}}""", """{"requests":{"storage":"1024Mi"}}""", true)]
    [InlineData("""{"limits":{"cpu":"1"}}""", """{"limits":{"cpu":1}}""", true)]
    [InlineData("""{"requests":{"storage":"2Gi"}}""", """{"requests":{"storage":"1Gi"}}""", false)]
    [InlineData("""{"annotations":{"size":"1Gi"}}""", """{"annotations":{"size":"1024Mi"}}""", false)]
    public void An_object_has_the_fields_that_are_wanted_of_it_or_not(string held, string wanted, bool expected) =>
        Assert.Equal(expected, WantedFields.AreIn(Encoding.UTF8.GetBytes(held), Encoding.UTF8.GetBytes(wanted)));
}
