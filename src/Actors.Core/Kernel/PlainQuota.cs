namespace Actors.Kernel;

/// <summary>A quota of one thread.</summary>
internal sealed class PlainQuota(int max) : Quota
{
    private int _max = max;
    private int _taken;
    private bool _isWatched;

    public override int Max => _max;

    public override int Taken => _taken;

    /// <summary>Sets another maximum. What is in use beyond it stays in use.</summary>
    public void Resize(int newMax) => _max = newMax;

    public override bool TryTake() => !_isWatched && TryTakeForWaiting();

    public override bool TryTakeForWaiting()
    {
        if (_taken >= _max) return false;
        _taken++;
        return true;
    }

    public override bool GiveBack()
    {
        Invariant.Holds(_taken > 0, "More was given back than taken");
        _taken--;
        return _isWatched;
    }

    public override void Watch(bool isWatched) => _isWatched = isWatched;
}
