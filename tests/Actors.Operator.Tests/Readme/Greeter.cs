using Actors.Engine;
using Actors.Kernel;

namespace Actors.Readme.Tests;

// The README shows what stands between the marks; ReadmeTests compares.
internal static class Example
{
    public static async Task<string> RunAsync()
    {
        // <greet>
        await using var system = new ActorSystem();
        var greeter = system.Spawn(Props.Create(() => new Greeter()), "greeter");
        Console.WriteLine(await system.AskAsync<string>(greeter, "Ada", TimeSpan.FromSeconds(30)));
        // </greet>
        return await system.AskAsync<string>(greeter, "Grace", TimeSpan.FromSeconds(30));
    }
}

// <greeter>
internal sealed class Greeter : Actor
{
    private int _greeted;

    protected override void PreStart(ActorContext context) =>
        context.SetReceiveTimeout(TimeSpan.FromMinutes(2));

    protected override void Receive(object message, ActorContext context)
    {
        switch (message)
        {
            case string name:
                context.Reply($"Hello {name}, you are number {++_greeted}");
                break;
            case ReceiveTimeout:
                context.StopSelf();
                break;
            default:
                context.Unhandled(message);
                break;
        }
    }
}
// </greeter>
