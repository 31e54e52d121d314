namespace Actors.Kernel;

/// <summary>
/// Asks an actor what it is and does. Answered with exactly one message, at once and before what waits in the mailbox, by an actor in whatever state, one that has stopped included: so
/// whoever looks on waits for no work, and can count the answers.
/// </summary>
/// <param name="question"><see cref="DescribeActor"/>, <see cref="FindChild"/>, or what an <see cref="IInspectable"/> behaviour knows.</param>
/// <param name="asker">Gets the answer: what the behaviour says, or <see cref="NothingToSay"/>.</param>
internal sealed class Inspect(object question, ActorRef asker) : SystemMessage
{
    public object Question => question;

    public ActorRef Asker => asker;
}

/// <summary>A behaviour that shows what it knows to whoever looks on.</summary>
internal interface IInspectable
{
    /// <summary>Answers on the actor's turn, and changes nothing. Null if there is nothing to say.</summary>
    object? Inspect(object question, ActorContext context);
}

/// <summary>There is nothing to say to what was asked.</summary>
internal sealed class NothingToSay
{
    public static readonly NothingToSay Instance = new();
}

/// <summary>The question could not be answered.</summary>
/// <param name="Cause">Why: a fault in the behaviour, which goes on.</param>
internal sealed record InspectionFailed(Exception Cause);

/// <summary>Which child has that name? Answered with the <see cref="ActorRef"/> if there is one.</summary>
internal sealed record FindChild(string Name);

/// <summary>What is the actor? Answered with <see cref="ActorDescription"/>.</summary>
/// <param name="WithChildren">Whether to say which children there are.</param>
internal sealed record DescribeActor(bool WithChildren = false);

/// <summary>An actor, as its cell knows it.</summary>
/// <param name="Actor">The actor.</param>
/// <param name="Type">The type of its behaviour; empty if there is none now.</param>
/// <param name="State">Where it is in its life.</param>
/// <param name="MailboxDepth">How many messages wait; at most <see cref="DepthMax"/> are counted.</param>
/// <param name="ChildCount">How many children it has.</param>
/// <param name="Children">Which, if that was asked for.</param>
internal sealed record ActorDescription(ActorRef Actor, string Type, CellState State, int MailboxDepth, int ChildCount, IReadOnlyList<ActorRef> Children)
{
    /// <summary>Counting takes the actor's own time.</summary>
    public const int DepthMax = 10_000;
}
