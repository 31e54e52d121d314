using System.Text.Json.Nodes;

namespace Actors.ApiServer.Schemas;

/// <summary><c>allOf</c>, <c>anyOf</c>, <c>oneOf</c> and <c>not</c>.</summary>
internal sealed partial class SchemaValidator
{
    private int CheckBranches(CompiledSchema schema, JsonNode? value, JsonNode? old)
    {
        var passed = 1;
        if (schema.AnyOf.Length > 0) passed += CheckAny(schema.AnyOf, value, old);
        if (schema.OneOf.Length > 0) passed += CheckOne(schema.OneOf, value, old);
        if (schema.AllOf.Length > 0) passed += CheckEach(schema.AllOf, value, old);
        if (schema.Not is { } not && Try(not, value, old).Findings is null) AddUnplaced($"{GoText.Quote(_path.ToString())} must not validate the schema (not)");
        return passed;
    }

    private int CheckAny(CompiledSchema[] branches, JsonNode? value, JsonNode? old)
    {
        (List<Finding>? Findings, int Passed) best = (null, -1);
        foreach (var branch in branches)
        {
            var result = Try(branch, value, old);
            if (result.Findings is null) return result.Passed;
            if (result.Passed > best.Passed) best = result;
        }

        AddUnplaced($"{GoText.Quote(_path.ToString())} must validate at least one schema (anyOf)");
        Add(best.Findings);
        return best.Passed;
    }

    private int CheckOne(CompiledSchema[] branches, JsonNode? value, JsonNode? old)
    {
        (List<Finding>? Findings, int Passed) best = (null, -1);
        var valid = 0;
        var passed = 0;
        foreach (var branch in branches)
        {
            var result = Try(branch, value, old);
            if (result.Findings is null)
            {
                if (valid++ == 0) passed = result.Passed;
            }
            else if (valid == 0 && result.Passed > best.Passed)
            {
                best = result;
            }
        }

        if (valid == 1) return passed;
        var found = valid == 0 ? "Found none valid" : Sentence($"Found {valid} valid alternatives");
        AddUnplaced($"{GoText.Quote(_path.ToString())} must validate one and only one schema (oneOf). {found}");
        if (valid > 0) return 0;
        Add(best.Findings);
        return best.Passed;
    }

    private int CheckEach(CompiledSchema[] branches, JsonNode? value, JsonNode? old)
    {
        var valid = 0;
        var passed = 0;
        foreach (var branch in branches)
        {
            var result = Try(branch, value, old);
            if (result.Findings is null) valid++;
            else Add(result.Findings);
            passed += result.Passed;
        }

        if (valid != branches.Length)
            AddUnplaced($"{GoText.Quote(_path.ToString())} must validate all the schemas (allOf){(valid == 0 ? ". None validated" : "")}");
        return passed;
    }

    /// <summary>What one branch finds and how many of its checks pass, kept apart from what was found before.</summary>
    private (List<Finding>? Findings, int Passed) Try(CompiledSchema branch, JsonNode? value, JsonNode? old)
    {
        var before = _findings;
        _findings = null;
        var passed = CheckAll(branch, value, old);
        var found = _findings;
        _findings = before;
        return (found, passed);
    }
}
