namespace Actors.Cli.Inspection.Output;

/// <summary>How answers are printed.</summary>
internal enum OutputFormat
{
    Table,
    Json,
    Yaml,
}
