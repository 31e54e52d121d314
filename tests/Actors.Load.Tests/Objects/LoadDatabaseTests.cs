using Actors.Kubernetes.Models;
using Actors.Load.Objects;

namespace Actors.Load.Tests.Objects;

public sealed class LoadDatabaseTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(20)]
    public void Each_object_is_of_one_part(int count)
    {
        LabelSelectorExpression[] selectors = [.. Enumerable.Range(0, count).Select(index => LabelSelectorExpression.Parse(LoadDatabase.SelectorOf(index, count)))];
        for (var number = 0; number < 45; number++)
        {
            var labels = new Dictionary<string, string> { [LoadDatabase.PartLabel] = LoadDatabase.PartOf(number) };
            Assert.Single(selectors, one => one.Matches(labels));
        }
    }
}
