namespace Actors.Kernel;

/// <summary>Where a cell comes from, one object for all children that an actor makes of the same props.</summary>
internal sealed class CellOrigin(ActorHost host, ActorCell? parent, Props props)
{
    public ActorHost Host => host;

    public ActorCell? Parent => parent;

    public Props Props => props;
}
