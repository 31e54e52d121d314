using System.Runtime.CompilerServices;

namespace Actors.Tests;

/// <summary>Operators that tests start, in this process or as others, leave nothing in the home directory of who runs the tests, and find nothing there.</summary>
internal static class NoLedger
{
#pragma warning disable CA2255 // A project of tests is a program, and this is its start.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void KeepNone() => Environment.SetEnvironmentVariable("AKKA__PERSISTENCE__PROVIDER", "off");
}
