namespace Actors.Kernel.Tests;

public sealed class ActorPathTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("region-17")]
    [InlineData("3f2c0000-0000-4000-8000-000000000000")]
    [InlineData("-_.*$+:@&=,!~';()%")]
    public void A_valid_name_can_be_joined_and_read_back(string name)
    {
        Assert.True(ActorPath.IsValidName(name));
        var path = ActorPath.Root / "parent" / name;
        Assert.Equal($"/parent/{name}", path.ToString());
        Assert.Equal(path, ActorPath.Parse(path.ToString()));
        Assert.Equal(name, path.Name);
        Assert.Equal("/parent", path.Parent.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("a\n")]
    [InlineData("ä")]
    [InlineData("#")]
    [InlineData("$kept-for-the-kernel")]
    public void An_invalid_name_is_refused_and_said(string? name)
    {
        Assert.False(ActorPath.IsValidName(name));
        var refusal = Assert.Throws<InvalidActorNameException>(() => ActorPath.Root / "parent" / name!);
        Assert.StartsWith($"'{name}' cannot name an actor below /parent:", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_has_at_most_255_characters()
    {
        Assert.True(ActorPath.IsValidName(new string('n', 255)));
        Assert.False(ActorPath.IsValidName(new string('n', 256)));
        Assert.Throws<FormatException>(() => ActorPath.Parse("/" + new string('n', 256)));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/a")]
    [InlineData("/a/b/c")]
    [InlineData("/$1/$ask-2")]
    public void A_path_is_read_as_it_is_written(string text) => Assert.Equal(text, ActorPath.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("//")]
    [InlineData("/a/")]
    [InlineData("/a//b")]
    [InlineData("/a b")]
    public void What_is_no_path_is_refused_and_said(string text)
    {
        var refusal = Assert.Throws<FormatException>(() => ActorPath.Parse(text));
        Assert.StartsWith($"'{text}' is not an actor path", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_root_is_its_own_parent_and_has_no_name()
    {
        Assert.Equal(ActorPath.Root, ActorPath.Root.Parent);
        Assert.Equal(ActorPath.Root, ActorPath.Parse("/a").Parent);
        Assert.Equal("", ActorPath.Root.Name);
        Assert.Equal(default, ActorPath.Root);
        Assert.Equal("/a", (default(ActorPath) / "a").ToString());
    }

    [Fact]
    public void Paths_are_equal_letter_by_letter()
    {
        var path = ActorPath.Parse("/a/b");
        Assert.True(path == ActorPath.Root / "a" / "b");
        Assert.True(path.Equals((object)ActorPath.Parse("/a/b")));
        Assert.Equal(path.GetHashCode(), ActorPath.Parse("/a/b").GetHashCode());
        Assert.True(path != ActorPath.Parse("/a/B"));
        Assert.True(path != ActorPath.Parse("/a"));
        Assert.False(path.Equals("/a/b"));
    }

    [Fact]
    public void The_hash_is_the_same_in_every_process() => Assert.Equal(unchecked((int)Fnv1a.Hash("/a/b")), ActorPath.Parse("/a/b").GetHashCode());
}
