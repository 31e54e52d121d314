namespace Actors.ApiServer.Schemas;

/// <summary>Ranges and multiples. An integer is compared with the bound as an integer, its fraction cut off, as a real server does.</summary>
internal sealed partial class SchemaValidator
{
    private int CheckNumber(CompiledSchema schema, JsonNumber number)
    {
        CheckWidth(schema, number);
        if (schema.Constraints is not { } constraints) return 1;
        if (constraints.MultipleOf is { } factor) CheckMultiple(number, factor);
        if (constraints.Minimum is { } min) CheckMinimum(number, min, constraints.IsMinimumExclusive);
        if (constraints.Maximum is { } max) CheckMaximum(number, max, constraints.IsMaximumExclusive);
        return 1;
    }

    private void CheckWidth(CompiledSchema schema, JsonNumber number)
    {
        if (schema.Type != SchemaType.Integer) return;
        var fits = schema.Format == "int32"
            ? number.Float is >= int.MinValue and <= int.MaxValue && number.IsWhole
            : number.IsWhole;
        if (fits) return;
        var format = schema.Format.Length == 0 ? "(default format)" : $"with format {schema.Format}";
        AddUnplaced($"Checked value must be of type integer {format} in {_path}");
    }

    private void CheckMultiple(JsonNumber number, double factor)
    {
        var isMultiple = number.IsInteger
            ? (long)factor > 0 && number.Integer % (long)factor == 0
            : factor > 0 && IsWhole(factor < 1 ? 1 / factor * number.Float : number.Float / factor);
        if (isMultiple) return;
        if (number.IsInteger ? (long)factor <= 0 : factor <= 0)
            AddInvalid(Bound(number, factor), $"factor MultipleOf declared for {_path} must be positive: {GoText.Value(Bound(number, factor))}");
        else AddInvalid(number, $"{_path} in body should be a multiple of {GoText.Value(Bound(number, factor))}");
    }

    private static bool IsWhole(double value) => new JsonNumber(false, 0, value).IsWhole;

    private void CheckMinimum(JsonNumber number, double min, bool isExclusive)
    {
        var isBelow = number.IsInteger
            ? isExclusive ? number.Integer <= (long)min : number.Integer < (long)min
            : isExclusive ? number.Float <= min : number.Float < min;
        if (isBelow)
            AddInvalid(number, $"{_path} in body should be greater than {(isExclusive ? "" : "or equal to ")}{GoText.Value(Bound(number, min))}");
    }

    private void CheckMaximum(JsonNumber number, double max, bool isExclusive)
    {
        var isAbove = number.IsInteger
            ? isExclusive ? number.Integer >= (long)max : number.Integer > (long)max
            : isExclusive ? number.Float >= max : number.Float > max;
        if (isAbove)
            AddInvalid(number, $"{_path} in body should be less than {(isExclusive ? "" : "or equal to ")}{GoText.Value(Bound(number, max))}");
    }

    private static JsonNumber Bound(JsonNumber number, double bound) => number.IsInteger ? new JsonNumber(true, (long)bound, bound) : number with { Float = bound };
}
