namespace Actors.Simulation;

/// <summary>The draws simulations are made of.</summary>
internal static class RandomExtensions
{
    public static bool Chance(this Random random, double probability) => random.NextDouble() < probability;

    public static TimeSpan Between(this Random random, TimeSpan shortest, TimeSpan longest) =>
        new(random.NextInt64(shortest.Ticks, longest.Ticks + 1));

    public static T Pick<T>(this Random random, IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];
}
