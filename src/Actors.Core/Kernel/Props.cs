namespace Actors.Kernel;

/// <summary>How to make an actor, now and again at each restart. Immutable; can be shared by any number of actors.</summary>
public abstract class Props
{
    private protected Props() { }

    /// <summary>Props that call a factory.</summary>
    /// <param name="factory">Makes a new instance at each call; must not hand out one twice.</param>
    public static Props Create(Func<Actor> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return new FromFactory(factory);
    }

    /// <summary>
    /// Props that call a factory with an argument. With a static lambda this holds 32 bytes for each actor, where a closure over the
    /// argument would hold 120: what counts with a million actors.
    /// </summary>
    /// <param name="argument">What the factory gets.</param>
    /// <param name="factory">Makes a new instance at each call; must not hand out one twice.</param>
    public static Props Create<TArgument>(TArgument argument, Func<TArgument, Actor> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return new FromArgument<TArgument>(argument, factory);
    }

    internal abstract Actor NewActor();

    private sealed class FromFactory(Func<Actor> factory) : Props
    {
        internal override Actor NewActor() => factory();
    }

    private sealed class FromArgument<TArgument>(TArgument argument, Func<TArgument, Actor> factory) : Props
    {
        internal override Actor NewActor() => factory(argument);
    }
}
