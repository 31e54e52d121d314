namespace Actors.Kubernetes.Configuration.Tests;

/// <summary>Waits for what another process or thread brings about.</summary>
internal static class Condition
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task HoldsAsync(Func<bool> condition)
    {
        using var late = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!condition()) await timer.WaitForNextTickAsync(late.Token);
    }

    public static Task WaitForAsync(this TestFolder folder, string file) => HoldsAsync(() => File.Exists(folder[file]));
}
