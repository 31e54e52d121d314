using Actors.Cli.Inspection.Output;

namespace Actors.Cli.Tests.Inspection.Output;

public sealed class TextTableTests
{
    private static readonly Ink Plain = new(false);

    [Fact]
    public void Columns_are_as_wide_as_what_is_in_them()
    {
        var table = new TextTable("NAME", "STATE", "PROBLEM");
        table.Add("orders", Cell.State("Backoff"), "");
        table.Add("x", "日本", "a long one");
        Assert.Equal(["NAME     STATE     PROBLEM", "orders   Backoff   -", "x        日本      a long one"], table.Lines(Plain));
        Assert.Equal(["NAME     STATE     PROBLEM", "orders   Backoff   -"], table.Lines(Plain, rows: 1));
    }

    [Fact]
    public void Only_the_last_column_is_cut_and_only_to_a_width()
    {
        var table = new TextTable("NAME", "PROBLEM");
        table.Add(new string('n', 30), new string('p', 60));
        Assert.Equal($"{new string('n', 30)}   {new string('p', 60)}", table.Lines(Plain).Last());
        Assert.Equal($"{new string('n', 30)}   {new string('p', 46)}…", table.Lines(Plain, 80).Last());
        Assert.Equal($"{new string('n', 30)}   {new string('p', 19)}…", table.Lines(Plain, 10).Last());
    }

    [Theory]
    [InlineData("short", 5, "short")]
    [InlineData("longer", 5, "long…")]
    [InlineData("日本語", 5, "日本…")]
    [InlineData("日本語", 4, "日…")]
    [InlineData("😀😀😀", 3, "😀…")]
    [InlineData("x", 0, "")]
    public void A_text_is_cut_between_characters(string text, int width, string cut) => Assert.Equal(cut, TextWidth.Cut(text, width));

    [Fact]
    public void Colours_take_no_room()
    {
        var table = new TextTable("STATE", "N");
        table.Add(Cell.State("Backoff"), "1");
        Assert.Equal("\e[31mBackoff\e[0m   1", table.Lines(new Ink(true)).Last());
    }
}
