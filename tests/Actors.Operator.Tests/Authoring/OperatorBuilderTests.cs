using Actors.Operators.Hosting;

namespace Actors.Operators.Tests.Authoring;

public sealed class OperatorBuilderTests
{
    [Fact]
    public void A_kind_has_one_controller()
    {
        var builder = OperatorBuilder.Create("gadget-operator", []).Add<Gadget, Scripted>();
        var failure = Assert.Throws<ArgumentException>(() => builder.Add<Gadget, ScriptedWithFinalizer>());
        Assert.Equal("Gadget is reconciled by Scripted already, and cannot be by ScriptedWithFinalizer too: one controller for each kind", failure.Message);
    }

    [Fact]
    public void An_operator_without_controllers_is_none() => Assert.Equal(
        "The operator gadget-operator has no controller: add one with Add<T, TReconciler>()",
        Assert.Throws<InvalidOperationException>(() => OperatorBuilder.Create("gadget-operator", []).Build()).Message);

    [Theory]
    [InlineData("--max-concurrent=0", "MaxConcurrent = 0: it has to be 1 or more")]
    [InlineData("--shutdown-timeout=00:00:00", "ShutdownTimeout = 00:00:00: it has to be above zero")]
    [InlineData("--management-port=70000", "ManagementPort = 70000: it has to be a port, 0 to 65535")]
    [InlineData("--management-address=here", "ManagementAddress = here: it has to be an IP address, such as 0.0.0.0 for all of this machine")]
    [InlineData("--max-concurrent=many", "'many'")]
    public void An_option_out_of_its_range_is_told(string argument, string expected)
    {
        var builder = OperatorBuilder.Create("gadget-operator", [argument]).Add<Gadget, Scripted>();
        Assert.Contains(expected, Assert.Throws<OperatorStartException>(builder.Build).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_line_is_read_as_far_as_it_is_known()
    {
        var read = OperatorArguments.Read(["--kubeconfig", "a=b", "--apply-crds", "--context=dev", "other", "--Logging:LogLevel:Default=Debug", "--management-port", "0"]);
        Assert.Equal(
            new Dictionary<string, string?>
            {
                ["Operator:Kubeconfig"] = "a=b", ["Operator:Context"] = "dev", ["Operator:ManagementPort"] = "0", ["Logging:LogLevel:Default"] = "Debug",
            },
            read);
    }

    [Theory]
    [InlineData("--kubeconfig")]
    [InlineData("--kubeconfig", "--context=dev")]
    public void An_option_without_its_value_is_told(params string[] args)
    {
        var builder = OperatorBuilder.Create("gadget-operator", args).Add<Gadget, Scripted>();
        Assert.Equal("--kubeconfig needs a value: --kubeconfig VALUE", Assert.Throws<OperatorStartException>(builder.Build).Message);
    }

    [Fact]
    public void The_name_is_one_that_can_be_a_field_manager()
    {
        Assert.Throws<ArgumentException>(() => OperatorBuilder.Create(" ", []));
        Assert.Throws<ArgumentException>(() => OperatorBuilder.Create(new string('a', 129), []));
    }
}
