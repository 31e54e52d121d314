using System.Text.Json.Nodes;
using Actors.ApiServer.Schemas;

namespace Actors.ApiServer.CustomResources;

/// <summary>One version of a custom resource: its schema, its subresources and how it is shown.</summary>
internal sealed class CustomResourceVersion
{
    private readonly CustomResourceDefinition _definition;
    private readonly Lazy<string?> _deprecationWarning;

    internal CustomResourceVersion(CustomResourceDefinition definition, JsonObject version)
    {
        _definition = definition;
        Name = version.Text("name");
        IsServed = version.Flag("served");
        IsStorage = version.Flag("storage");
        IsDeprecated = version.Flag("deprecated");
        OpenApiSchema = version.Map("schema").Map("openAPIV3Schema");
        Schema = OpenApiSchema is null ? Schema.Unknown : SchemaReader.Read(OpenApiSchema);
        Compiled = CompiledSchema.Of(Schema);
        var subresources = version.Map("subresources");
        HasStatus = subresources.Map("status") is not null;
        Scale = subresources.Map("scale") is { } scale ? ScaleSubresource.Read(scale) : null;
        Columns = PrinterColumn.ReadAll(version.Maps("additionalPrinterColumns"));
        SelectableFields = [.. version.Maps("selectableFields").Select(field => new SelectableField(field.Text("jsonPath")))];
        var text = version.Text("deprecationWarning");
        _deprecationWarning = new Lazy<string?>(() => !IsDeprecated ? null : text.Length > 0 ? text : WarnOfDeprecation());
        Rules = new CustomResourceRules(this);
    }

    /// <summary>Such as <c>v1alpha1</c>.</summary>
    public string Name { get; }

    /// <summary>Such as <c>example.com/v1alpha1</c>.</summary>
    public string ApiVersion => $"{_definition.Group}/{Name}";

    public string Kind => _definition.Names.Kind;

    public bool IsNamespaced => _definition.IsNamespaced;

    public bool IsServed { get; }

    public bool IsStorage { get; }

    public bool IsDeprecated { get; }

    /// <summary>What every answer warns of; null for a version that is not deprecated.</summary>
    public string? DeprecationWarning => _deprecationWarning.Value;

    /// <summary>The schema as it was given, CEL rules and descriptions included; null if there is none.</summary>
    public JsonObject? OpenApiSchema { get; }

    public Schema Schema { get; }

    /// <summary><see cref="Schema"/>, made ready to check objects.</summary>
    public CompiledSchema Compiled { get; }

    /// <summary>Whether the status is a subresource.</summary>
    public bool HasStatus { get; }

    /// <summary>The scale subresource; null if there is none.</summary>
    public ScaleSubresource? Scale { get; }

    /// <summary>The columns after the name; only the age if the definition has none.</summary>
    public IReadOnlyList<PrinterColumn> Columns { get; }

    /// <summary>What can be selected by beside <c>metadata.name</c> and <c>metadata.namespace</c>.</summary>
    public IReadOnlyList<SelectableField> SelectableFields { get; }

    /// <summary>How its objects are read, readied and checked.</summary>
    public CustomResourceRules Rules { get; }

    /// <summary>Makes an object of another version one of this (conversion strategy None): unknown fields are lost, nothing else changes.</summary>
    public void Convert(JsonObject resource)
    {
        if (resource.Text("apiVersion") == ApiVersion) return;
        resource["apiVersion"] = ApiVersion;
        Pruner.Prune(Compiled, resource, isResource: true);
    }

    private string WarnOfDeprecation()
    {
        var better = _definition.Versions.FirstOrDefault(
            version => version.IsServed && !version.IsDeprecated && KubeVersions.ByPriority.Compare(version.Name, Name) > 0);
        return $"{ApiVersion} {Kind} is deprecated{(better is null ? "" : $"; use {better.ApiVersion} {Kind}")}";
    }
}
