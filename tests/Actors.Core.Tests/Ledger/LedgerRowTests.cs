namespace Actors.Ledger.Tests;

public sealed class LedgerRowTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("it failed", "it failed")]
    [InlineData("a\0b", "a\uFFFDb")]
    [InlineData("whole \uD83D\uDE00\0", "whole \uD83D\uDE00\uFFFD")]
    public void An_error_is_kept_as_every_store_takes_it(string message, string kept) => Assert.Equal(kept, Of(message).Message);

    [Fact]
    public void Half_a_character_is_none()
    {
        Assert.Equal("half \uFFFD", Of("half \uD83D").Message);
        Assert.Equal("half \uFFFD of it", Of("half \uDE00 of it").Message);
        Assert.Equal("\uFFFD\uD83D\uDE00", Of("\uD83D\uD83D\uDE00").Message);
    }

    [Fact]
    public void A_long_error_is_cut_and_never_within_a_character()
    {
        Assert.Equal(LedgerRow.MessageMax, Of(new string('x', 5000)).Message.Length);
        var cut = Of(new string('x', LedgerRow.MessageMax - 1) + "\uD83D\uDE00").Message;
        Assert.Equal(new string('x', LedgerRow.MessageMax - 1), cut);
    }

    private static LedgerRow Of(string message) => new() { Key = new LedgerKey("databases", "u"), Message = message };
}
