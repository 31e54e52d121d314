namespace Actors.Kubernetes.Models.Tests;

public sealed class ConditionsTests
{
    private static readonly Time Then = Time.Parse("2026-01-01T00:00:00Z");
    private static readonly Time Now = Time.Parse("2026-01-02T00:00:00Z");
    private static readonly Time Given = Time.Parse("2026-01-03T00:00:00Z");

    private readonly List<V1Condition> _conditions =
    [
        new() { Type = "Other", Status = "True", Reason = "R", Message = "", LastTransitionTime = Then },
        new() { Type = "Ready", Status = "False", Reason = "Starting", Message = "m", ObservedGeneration = 1, LastTransitionTime = Then },
    ];

    [Theory]
    // status, reason, message, generation → changed, moved
    [InlineData("False", "Starting", "m", 1, false, false)]
    [InlineData("True", "Starting", "m", 1, true, true)]
    [InlineData("Unknown", "Starting", "m", 1, true, true)]
    [InlineData("False", "Waiting", "m", 1, true, false)]
    [InlineData("False", "Starting", "n", 1, true, false)]
    [InlineData("False", "Starting", null, 1, true, false)]
    [InlineData("False", "Starting", "m", 2, true, false)]
    [InlineData("False", "Starting", "m", null, true, false)]
    [InlineData("True", "Started", "n", 2, true, true)]
    public void The_time_moves_only_with_the_status(string status, string reason, string? message, int? generation, bool changed, bool moved)
    {
        var wanted = new V1Condition { Type = "Ready", Status = status, Reason = reason, Message = message, ObservedGeneration = generation };
        Assert.Equal(changed, Conditions.Set(_conditions, wanted, Now));
        Assert.Equal(["Other", "Ready"], _conditions.Select(one => one.Type));
        var set = _conditions[1];
        Assert.Equal((status, reason, message ?? "", (long?)generation, moved ? Now : Then), (set.Status, set.Reason, set.Message, set.ObservedGeneration, set.LastTransitionTime));
        Assert.False(Conditions.Set(_conditions, wanted, Given));
    }

    [Fact]
    public void A_new_type_is_added_with_the_time_given_or_now()
    {
        Assert.True(Conditions.Set(_conditions, new V1Condition { Type = "A", Status = "True", Reason = "R" }, Now));
        Assert.True(Conditions.Set(_conditions, new V1Condition { Type = "B", Status = "True", Reason = "R", LastTransitionTime = Given }, Now));
        Assert.Equal([("Other", Then), ("Ready", Then), ("A", Now), ("B", Given)], _conditions.Select(one => (one.Type, one.LastTransitionTime!.Value)));
        Assert.Equal("", _conditions[2].Message);
    }

    [Fact]
    public void A_time_that_is_given_counts_at_a_transition_and_not_else()
    {
        Conditions.Set(_conditions, new V1Condition { Type = "Other", Status = "True", Reason = "Changed", LastTransitionTime = Given }, Now);
        Conditions.Set(_conditions, new V1Condition { Type = "Ready", Status = "True", Reason = "R", LastTransitionTime = Given }, Now);
        Assert.Equal([Then, Given], _conditions.Select(one => one.LastTransitionTime));
    }

    [Fact]
    public void What_is_set_is_a_copy()
    {
        var condition = new V1Condition { Type = "A", Status = "True", Reason = "R" };
        Conditions.Set(_conditions, condition, Now);
        Conditions.Set(_conditions, new V1Condition { Type = "A", Status = "False", Reason = "R" }, Now);
        Assert.Equal("True", condition.Status);
        Assert.Null(condition.LastTransitionTime);
    }

    [Fact]
    public void A_condition_has_a_type() => Assert.Throws<ArgumentNullException>(() => Conditions.Set(_conditions, new V1Condition(), Now));

    [Theory]
    [InlineData("Other", true, false)]
    [InlineData("Ready", false, true)]
    [InlineData("Missing", false, false)]
    public void A_missing_condition_is_neither_true_nor_false(string type, bool isTrue, bool isFalse)
    {
        Assert.Equal(isTrue, Conditions.IsTrue(_conditions, type));
        Assert.Equal(isFalse, Conditions.IsFalse(_conditions, type));
        Assert.Equal(isTrue || isFalse, Conditions.Find(_conditions, type) is not null);
        Assert.False(Conditions.IsTrue(null, type) || Conditions.IsFalse(null, type) || Conditions.Remove(null, type));
        Assert.Null(Conditions.Find(null, type));
    }

    [Fact]
    public void A_condition_is_removed_once()
    {
        Assert.True(Conditions.Remove(_conditions, "Ready"));
        Assert.False(Conditions.Remove(_conditions, "Ready"));
        Assert.Equal(["Other"], _conditions.Select(one => one.Type));
    }
}
