using System.Text.Json.Nodes;
using Actors.ApiServer.CustomResources;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.Tests.Schemas;

public sealed class SchemaValidatorTests
{
    public static TheoryData<string, string, string> Mistakes => new()
    {
        // schema, value, errors joined as a Status would
        { "{type: string}", "8", "a: Invalid value: \"integer\": a in body must be of type string: \"integer\"" },
        { "{type: string}", "null", "a: Invalid value: \"null\": a in body must be of type string: \"null\"" },
        {
            "{type: integer}", "1.5",
            "[a: Invalid value: \"number\": a in body must be of type integer: \"number\", "
            + "<nil>: Invalid value: \"\": Checked value must be of type integer (default format) in a]"
        },
        { "{type: integer}", "\"1\"", "a: Invalid value: \"string\": a in body must be of type integer: \"string\"" },
        { "{type: boolean}", "{}", "a: Invalid value: \"object\": a in body must be of type boolean: \"object\"" },
        { "{type: array, items: {type: string}}", "{}", "a: Invalid value: \"object\": a in body must be of type array: \"object\"" },
        { "{type: object}", "[]", "a: Invalid value: \"array\": a in body must be of type object: \"array\"" },
        { "{x-kubernetes-int-or-string: true}", "true", "a: Invalid value: \"boolean\": a in body must be of type integer,string: \"boolean\"" },
        { "{type: string, enum: [x, y]}", "\"z\"", "a: Unsupported value: \"z\": supported values: \"x\", \"y\"" },
        { "{type: integer, enum: [1, 2]}", "3", "a: Unsupported value: 3: supported values: \"1\", \"2\"" },
        { "{type: string, pattern: '^[0-9]+$'}", "\"ten\"", "a: Invalid value: \"ten\": a in body should match '^[0-9]+$'" },
        { "{type: string, minLength: 2}", "\"é\"", "a: Invalid value: \"é\": a in body should be at least 2 chars long" },
        { "{type: string, maxLength: 1}", "\"ab\"", "a: Too long: may not be more than 1 byte" },
        { "{type: integer, minimum: 1}", "0", "a: Invalid value: 0: a in body should be greater than or equal to 1" },
        { "{type: integer, minimum: 1, exclusiveMinimum: true}", "1", "a: Invalid value: 1: a in body should be greater than 1" },
        { "{type: integer, maximum: 20}", "21", "a: Invalid value: 21: a in body should be less than or equal to 20" },
        { "{type: number, maximum: 1.5, exclusiveMaximum: true}", "1.5", "a: Invalid value: 1.5: a in body should be less than 1.5" },
        { "{type: integer, multipleOf: 5}", "7", "a: Invalid value: 7: a in body should be a multiple of 5" },
        { "{type: number, multipleOf: 0.5}", "0.75", "a: Invalid value: 0.75: a in body should be a multiple of 0.5" },
        { "{type: integer, format: int32}", "3000000000", "<nil>: Invalid value: \"\": Checked value must be of type integer with format int32 in a" },
        { "{type: array, minItems: 1, items: {type: string}}", "[]", "a: Invalid value: 0: a in body should have at least 1 items" },
        { "{type: array, maxItems: 1, items: {type: string}}", "[\"x\", \"y\"]", "a: Too many: 2: must have at most 1 item" },
        { "{type: array, uniqueItems: true, items: {type: string}}", "[\"x\", \"x\"]", "a: Invalid value: \"\": a in body shouldn't contain duplicates" },
        { "{type: array, items: {type: string}}", "[\"x\", 1]", "a[1]: Invalid value: \"integer\": a[1] in body must be of type string: \"integer\"" },
        { "{type: object, minProperties: 1}", "{}", "a: Invalid value: 0: a in body should have at least 1 properties" },
        { "{type: object, maxProperties: 1}", "{\"x\": 1, \"y\": 2}", "a: Too many: 2: must have at most 1 item" },
        { "{type: object, required: [x]}", "{}", "a.x: Required value" },
        { "{type: object, additionalProperties: {type: string}}", "{\"x\": 1}", "a.x: Invalid value: \"integer\": a.x in body must be of type string: \"integer\"" },
        { "{type: object, additionalProperties: false}", "{\"x\": 1}", "a: Invalid value: \"x\": a.x in body is a forbidden property" },
        { "{type: string, format: date-time}", "\"yesterday\"", "a: Invalid value: \"yesterday\": a in body must be of type date-time: \"yesterday\"" },
        { "{type: string, format: date-time}", "5", "a: Invalid value: \"int64\": a in body must be of type date-time: \"int64\"" },
        { "{type: integer, not: {enum: [3]}}", "3", "<nil>: Invalid value: \"\": \"a\" must not validate the schema (not)" },
        {
            "{type: integer, allOf: [{minimum: 1}, {maximum: 3}]}", "4",
            "[a: Invalid value: 4: a in body should be less than or equal to 3, <nil>: Invalid value: \"\": \"a\" must validate all the schemas (allOf)]"
        },
        {
            "{type: object, properties: {x: {type: string}, y: {type: string}}, oneOf: [{required: [x]}, {required: [y]}]}", "{\"x\": \"1\", \"y\": \"2\"}",
            "<nil>: Invalid value: \"\": \"a\" must validate one and only one schema (oneOf). Found 2 valid alternatives"
        },
        {
            "{type: object, properties: {x: {type: string}, y: {type: string}}, oneOf: [{required: [x]}, {required: [y]}]}", "{}",
            "[<nil>: Invalid value: \"\": \"a\" must validate one and only one schema (oneOf). Found none valid, a.x: Required value]"
        },
        {
            "{type: object, properties: {x: {type: string}, y: {type: string}}, anyOf: [{required: [x]}, {required: [y]}]}", "{}",
            "[<nil>: Invalid value: \"\": \"a\" must validate at least one schema (anyOf), a.x: Required value]"
        },
        {
            "{type: object, required: [v], properties: {s: {type: string, pattern: '^x$'}, v: {type: string}}}", "{\"s\": \"y\"}",
            "[a.s: Invalid value: \"y\": a.s in body should match '^x$', a.v: Required value]"
        },
    };

    public static TheoryData<string, string> Valid => new()
    {
        { "{type: integer}", "3" },
        { "{type: integer}", "3.0" },
        { "{type: number}", "3" },
        { "{type: integer, format: int64}", "9223372036854775807" },
        { "{type: string, nullable: true}", "null" },
        { "{x-kubernetes-int-or-string: true}", "\"50%\"" },
        { "{x-kubernetes-int-or-string: true}", "50" },
        { "{x-kubernetes-int-or-string: true, anyOf: [{type: integer}, {type: string}]}", "50" },
        { "{x-kubernetes-preserve-unknown-fields: true}", "{\"x\": [1, {}]}" },
        { "{type: string, format: something-new}", "\"x\"" },
        { "{type: string, maxLength: 2}", "\"😀😀\"" },
        { "{type: string, pattern: 'b'}", "\"abc\"" },
        { "{type: number, minimum: 0.5}", "1" },
        { "{type: object, additionalProperties: true}", "{\"x\": 1}" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_told_as_a_server_tells_it(string schema, string value, string expected)
    {
        var errors = SchemaValidator.Validate(OfMember(schema), new JsonObject { ["a"] = JsonBody.Read(System.Text.Encoding.UTF8.GetBytes(value)).Value });
        Assert.NotEmpty(errors);
        Assert.Equal(expected, FieldError.Summarize(errors));
    }

    [Theory]
    [MemberData(nameof(Valid))]
    public void What_the_schema_allows_is_no_mistake(string schema, string value)
    {
        var errors = SchemaValidator.Validate(OfMember(schema), new JsonObject { ["a"] = JsonBody.Read(System.Text.Encoding.UTF8.GetBytes(value)).Value });
        Assert.Empty(errors);
    }

    [Fact]
    public void The_branch_that_fits_best_explains_a_failed_choice()
    {
        var schema = OfMember("""
            {type: object, properties: {kind: {type: string}, size: {type: integer}, name: {type: string}},
             oneOf: [{properties: {kind: {enum: [a]}}, required: [kind, name]}, {properties: {kind: {enum: [b]}, size: {minimum: 5}}, required: [kind]}]}
            """);
        var errors = SchemaValidator.Validate(schema, JsonNode.Parse("""{"a": {"kind": "b", "size": 3}}"""));
        Assert.Equal(
            "[<nil>: Invalid value: \"\": \"a\" must validate one and only one schema (oneOf). Found none valid, a.size: Invalid value: 3: a.size in body should be greater than or equal to 5]",
            FieldError.Summarize(errors));
    }

    [Fact]
    public void Details_of_a_status_are_relative_to_it()
    {
        var errors = SchemaValidator.Validate(OfMember("{type: string, pattern: '^x$'}"), JsonNode.Parse("""{"a": "y"}"""), "status");
        Assert.Equal("status.a: Invalid value: \"y\": a in body should match '^x$'", FieldError.Summarize(errors));
    }

    [Theory]
    [InlineData("""{"a": {"old": 1, "new": 5}}""", "a.new: Invalid value: 5: a.new in body should be less than or equal to 0")]
    [InlineData("""{"a": {"old": 2, "new": 0}}""", "a.old: Invalid value: 2: a.old in body should be less than or equal to 0")]
    [InlineData("""{"a": {"old": 1, "new": 0}}""", "")]
    [InlineData("""{"a": {"old": 1, "new": 0, "items": [{"name": "y", "size": 3}, {"name": "x", "size": 7}]}}""", "")]
    [InlineData("""{"a": {"old": 1, "new": 0, "items": [{"name": "y", "size": 4}]}}""", "a.items[0].size: Invalid value: 4: a.items[0].size in body should be less than or equal to 0")]
    public void An_update_is_forgiven_what_it_leaves_as_it_was(string value, string expected)
    {
        var schema = OfMember("""
            {type: object, properties: {old: {type: integer, maximum: 0}, new: {type: integer, maximum: 0},
              items: {type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [name],
                      items: {type: object, properties: {name: {type: string}, size: {type: integer, maximum: 0}}}}}}
            """);
        var old = JsonNode.Parse("""{"a": {"old": 1, "new": 0, "items": [{"name": "x", "size": 7}, {"name": "y", "size": 3}]}}""");
        var errors = SchemaValidator.ValidateUpdate(schema, JsonNode.Parse(value), old);
        Assert.Equal(expected, errors.Count == 0 ? "" : FieldError.Summarize(errors));
    }

    private static CompiledSchema OfMember(string yaml) =>
        CompiledSchema.Of(new Schema { Type = SchemaType.Object, Properties = new Dictionary<string, Schema> { ["a"] = SchemaReader.Read(Yaml.Object(yaml)) } });
}
