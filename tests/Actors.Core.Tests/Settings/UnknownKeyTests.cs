using static Actors.Settings.Tests.Reading;

namespace Actors.Settings.Tests;

public sealed class UnknownKeyTests
{
    [Theory]
    [InlineData("akka.log-dead-leters = 1", "akka.log-dead-leters", "did you mean akka.log-dead-letters?")]
    [InlineData("akka.actor.default-dispatcher.through-put = 1", "akka.actor.default-dispatcher.through-put", "did you mean akka.actor.default-dispatcher.throughput?")]
    [InlineData("akka { scheduler { tick-duratoin = 1ms } }", "akka.scheduler.tick-duratoin", "did you mean akka.scheduler.tick-duration?")]
    [InlineData("akka.Scheduler.tick-duration = 1ms", "akka.Scheduler.tick-duration", "did you mean akka.scheduler.tick-duration?")]
    [InlineData("akka.remote.dot-netty.tcp.port = 1", "akka.remote.dot-netty.tcp.port", "'actors config' lists them all")]
    [InlineData("port = 1", "port", "'actors config' lists them all")]
    [InlineData("akka.actor.default-mailbox = 5", "akka.actor.default-mailbox", "settings below it: akka.actor.default-mailbox.stash-capacity")]
    [InlineData("akka.nothing = null", "akka.nothing", "'actors config' lists them all")]
    [InlineData("\"akka.log-dead-letters\" = 1", "\"akka.log-dead-letters\"", "did you mean akka.log-dead-letters?")]
    [InlineData("akka.\"scheduler.tick-duration\" = 1ms", "akka.\"scheduler.tick-duration\"", "did you mean akka.scheduler.tick-duration?")]
    [InlineData("vars = 1", "vars", "'actors config' lists them all")]
    [InlineData("varsity.a = 1", "varsity.a", "'actors config' lists them all")]
    [InlineData("\"vars.a\" = 1", "\"vars.a\"", "'actors config' lists them all")]
    public void A_key_nobody_reads_is_an_error_with_what_may_be_meant(string text, string key, string meant) =>
        Assert.Equal([$"test.hocon:2: {key} is not a setting; {meant}"], Errors($"\n{text}"));

    [Fact]
    public void Each_unknown_key_is_reported() => Assert.Equal(
        ["test.hocon:1", "test.hocon:2", "test.hocon:3"], Errors("a { b = 1\nc { d = [1] } }\n\"e.f\" = 2").Select(error => error[..12]).Order());

    [Fact]
    public void Below_vars_anything_may_be_set() =>
        Assert.Equal(7, Options("vars { a = 1, b { c = [x], d = 7 } }\nakka.log-dead-letters = ${vars.b.d}").DeadLetters.Logged);
}
