namespace Actors.Cli.Inspection.Output;

/// <summary>What a colour is to say.</summary>
internal enum Tone
{
    Plain,
    Good,
    Warning,
    Bad,
    Faint,
    Strong,
}
