using System.Text.Json.Nodes;
using Actors.ApiServer.CustomResources;

namespace Actors.ApiServer.Tests.CustomResources;

public sealed class DefinitionConditionsTests
{
    [Fact]
    public void Names_are_accepted_before_a_definition_is_established()
    {
        var definition = Definitions.Created(Definitions.Of("{type: object}"));
        Assert.False(DefinitionConditions.Establish(definition, Definitions.Now));
        Assert.True(DefinitionConditions.AcceptNames(definition, [], Definitions.Now));
        Assert.Equal(
            """[{"type":"NamesAccepted","lastTransitionTime":"2026-11-21T09:00:00Z","status":"True","reason":"NoConflicts","message":"no conflicts found"},"""
            + """{"type":"Established","lastTransitionTime":"2026-11-21T09:00:00Z","status":"False","reason":"Installing","message":"the initial names have been accepted"}]""",
            definition["status"]!["conditions"]!.ToJsonString());
        Assert.Equal(
            """{"plural":"databases","singular":"database","kind":"Database","listKind":"DatabaseList"}""", definition["status"]!["acceptedNames"]!.ToJsonString());
        Assert.False(DefinitionConditions.AcceptNames(definition, [], Definitions.Now.AddHours(1)));
        Assert.True(DefinitionConditions.Establish(definition, Definitions.Now.AddSeconds(1)));
        Assert.False(DefinitionConditions.Establish(definition, Definitions.Now.AddSeconds(2)));
        Assert.Equal(
            """{"type":"Established","lastTransitionTime":"2026-11-21T09:00:01Z","status":"True","reason":"InitialNamesAccepted","message":"the initial names have been accepted"}""",
            definition["status"]!["conditions"]![1]!.ToJsonString());
    }

    [Theory]
    [InlineData("plural: databases, kind: Other", "PluralConflict", "\"databases\" is already in use")]
    [InlineData("plural: others, kind: Database", "ListKindConflict", "\"DatabaseList\" is already in use")]
    [InlineData("plural: others, kind: Other, shortNames: [db, databases]", "ShortNamesConflict", "\"databases\" is already in use")]
    public void Names_that_are_taken_are_not_accepted(string names, string reason, string message)
    {
        var first = Definitions.Created(Definitions.Of("{type: object}"));
        DefinitionConditions.AcceptNames(first, [], Definitions.Now);
        var second = Definitions.Of("{type: object}");
        second["spec"]!["names"] = Yaml.Object($"{{{names}}}");
        Definitions.Created(second);
        DefinitionConditions.AcceptNames(second, [first], Definitions.Now);
        var condition = second["status"]!["conditions"]![0]!;
        Assert.Equal(("False", reason, message), ((string)condition["status"]!, (string)condition["reason"]!, (string)condition["message"]!));
        Assert.Equal("NotAccepted", (string)second["status"]!["conditions"]![1]!["reason"]!);
        Assert.False(DefinitionConditions.Establish(second, Definitions.Now));

        second["spec"]!["group"] = "other.example.com";
        DefinitionConditions.AcceptNames(second, [first], Definitions.Now);
        Assert.True(DefinitionConditions.IsTrue(second, "NamesAccepted"));
    }

    [Fact]
    public void A_definition_is_held_until_its_objects_are_gone()
    {
        var definition = Definitions.Created(Definitions.Of("{type: object}"));
        DefinitionConditions.Terminate(definition, Definitions.Now);
        Assert.Equal("""["customresourcecleanup.apiextensions.k8s.io"]""", definition["metadata"]!["finalizers"]!.ToJsonString());
        Assert.True(DefinitionConditions.IsTrue(definition, "Terminating"));
        DefinitionConditions.CompleteDeletion(definition, Definitions.Now);
        Assert.Null(definition["metadata"]!["finalizers"]);
        Assert.Equal("InstanceDeletionCompleted", (string)definition["status"]!["conditions"]![0]!["reason"]!);
    }

    [Theory]
    [InlineData("https://github.com/kubernetes/kubernetes/pull/1", "True", "ApprovedAnnotation", "approved in https://github.com/kubernetes/kubernetes/pull/1")]
    [InlineData("unapproved, trying", "False", "UnapprovedAnnotation", "not approved: \"unapproved, trying\"")]
    public void In_groups_of_the_community_the_approval_is_shown(string annotation, string status, string reason, string message)
    {
        var definition = Definitions.Created(Definitions.Of("{type: object}"));
        Assert.False(DefinitionConditions.SetApproval(definition, Definitions.Now));
        definition["spec"]!["group"] = "x.k8s.io";
        definition["metadata"]!["name"] = "databases.x.k8s.io";
        definition["metadata"]!["annotations"] = new JsonObject { ["api-approved.kubernetes.io"] = annotation };
        Assert.Empty(DefinitionValidator.Validate(definition));
        Assert.True(DefinitionConditions.SetApproval(definition, Definitions.Now));
        Assert.False(DefinitionConditions.SetApproval(definition, Definitions.Now));
        var condition = definition["status"]!["conditions"]![0]!;
        Assert.Equal((status, reason, message), ((string)condition["status"]!, (string)condition["reason"]!, (string)condition["message"]!));
    }
}
