using System.Diagnostics.CodeAnalysis;

namespace Actors.Kernel;

/// <summary>Checks of what must always be true. They stay on in production: a replica whose state is wrong must not go on.</summary>
public static class Invariant
{
    /// <summary>Throws unless <paramref name="condition"/> holds.</summary>
    /// <param name="condition">What must be true.</param>
    /// <param name="why">What is broken if it is not, for the person who reads the log.</param>
    /// <exception cref="InvariantViolationException">The condition is false. The default supervision passes it up to the root, which ends the host.</exception>
    public static void Holds([DoesNotReturnIf(false)] bool condition, string why)
    {
        if (!condition) throw new InvariantViolationException(why);
    }
}

/// <summary>Something that must always be true was not: a bug, after which nothing this process holds can be trusted.</summary>
public sealed class InvariantViolationException : Exception
{
    /// <summary>Makes one that says what is broken.</summary>
    /// <param name="message">What is broken.</param>
    public InvariantViolationException(string message) : base(message) { }
}
