using System.ComponentModel;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Actors.Operators.Ledger.Tests;

/// <summary>A test that is skipped, with the reason, where its class needs a PostgreSQL server and none is installed.</summary>
[XunitTestCaseDiscoverer("Actors.Operators.Ledger.Tests." + nameof(StoreFactDiscoverer), "Actors.Operator.Tests")]
[AttributeUsage(AttributeTargets.Method)]
public sealed class StoreFactAttribute : FactAttribute;

/// <summary>The tests of the class need a PostgreSQL server that is installed.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsPostgresAttribute : Attribute;

/// <summary>Finds out whether a test of a class can run: what an attribute of the method, which may be inherited, cannot know.</summary>
public sealed class StoreFactDiscoverer(IMessageSink diagnostics) : FactDiscoverer(diagnostics)
{
    protected override IXunitTestCase CreateTestCase(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        new StoreTestCase(DiagnosticMessageSink, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod);
}

/// <summary>A test that may be skipped for what its class needs.</summary>
public sealed class StoreTestCase : XunitTestCase
{
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("For xunit, which makes one and then fills it.")]
    public StoreTestCase()
    {
    }

    public StoreTestCase(IMessageSink diagnostics, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method)
        : base(diagnostics, display, options, method)
    {
    }

    protected override string GetSkipReason(IAttributeInfo factAttribute) =>
        TestMethod.TestClass.Class.GetCustomAttributes(typeof(NeedsPostgresAttribute)).Any() && PostgresServer.Missing is { } missing ? missing : base.GetSkipReason(factAttribute);
}
