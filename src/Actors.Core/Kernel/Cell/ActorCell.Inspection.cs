namespace Actors.Kernel;

/// <summary>Answers whoever looks on.</summary>
internal abstract partial class ActorCell
{
    private void OnInspect(Inspect inspect)
    {
        object? answer;
        try
        {
            answer = inspect.Question switch
            {
                DescribeActor describe => Describe(describe),
                FindChild find => Child(find.Name),
                _ => (_actor as IInspectable)?.Inspect(inspect.Question, SystemContext),
            };
        }
        catch (Exception failure)
        {
            answer = new InspectionFailed(failure);
        }

        inspect.Asker.Tell(answer ?? NothingToSay.Instance, this);
    }

    private ActorDescription Describe(DescribeActor describe) => new(
        this, _actor?.GetType().Name ?? "", _state, _ready.Count(ActorDescription.DepthMax), Children.Count, describe.WithChildren ? [.. Children] : []);
}
