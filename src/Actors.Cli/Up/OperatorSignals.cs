using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Actors.Cli.Up;

/// <summary>What .NET cannot tell a process: it can only kill.</summary>
internal static class OperatorSignals
{
    private const int Sigterm = 15;

    private static int Sigstop => OperatingSystem.IsMacOS() ? 17 : 19;

    private static int Sigcont => OperatingSystem.IsMacOS() ? 19 : 18;

    /// <summary>Asks it to end. Windows has no signal that reaches a process without a console of its own.</summary>
    public static void Terminate(Process process)
    {
        if (OperatingSystem.IsWindows()) process.Kill(entireProcessTree: true);
        else _ = Send(process.Id, Sigterm);
    }

    /// <summary>Has it stand still, whatever it is at.</summary>
    public static void Pause(Process process) => _ = Send(process.Id, Sigstop);

    /// <summary>Lets it go on.</summary>
    public static void Resume(Process process)
    {
        if (!OperatingSystem.IsWindows()) _ = Send(process.Id, Sigcont);
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Send(int process, int signal);
}
