namespace Actors.ApiServer.Patching.Tests;

public class FieldComparerTests
{
    [Theory]
    [InlineData("{'text':'x'}", "{'f:text':{}}")]
    [InlineData("{'text':null}", "{'f:text':{}}")]
    [InlineData("{'record':{}}", "{'f:record':{}}")]
    [InlineData("{'record':{'a':'x','b':{}}}", "{'f:record':{'f:a':{},'f:b':{}}}")]
    [InlineData("{'labels':{'a/b':'x'}}", "{'f:labels':{'f:a/b':{}}}")]
    [InlineData("{'free':{'x':{'y':[1,{'z':1}]},'e':{}}}", "{'f:free':{'f:e':{},'f:x':{'.':{},'f:y':{}}}}")]
    [InlineData("{'any':80}", "{'f:any':{}}")]
    [InlineData("{'atomicMap':{'a':'x'},'atomicList':['a']}", "{'f:atomicList':{},'f:atomicMap':{}}")]
    [InlineData("{'set':['b','a']}", "{'f:set':{'v:\\'a\\'':{},'v:\\'b\\'':{}}}")]
    [InlineData("{'set':['b','a','b']}", "{'f:set':{'v:\\'a\\'':{},'v:\\'b\\'':{}}}")]
    [InlineData("{'set':[],'items':[]}", "{}")]
    [InlineData("{'ports':[{'port':80}]}", "{'f:ports':{'k:{\\'port\\':80,\\'protocol\\':\\'TCP\\'}':{'.':{},'f:port':{}}}}")]
    [InlineData("{'items':[{'name':'x','set':[1]}]}", "{'f:items':{'k:{\\'name\\':\\'x\\'}':{'.':{},'f:name':{},'f:set':{'v:1':{}}}}}")]
    [InlineData("{'items':[{'name':'x','value':'1'},{'name':'x'}]}", "{'f:items':{'k:{\\'name\\':\\'x\\'}':{}}}")]
    [InlineData("{'metadata':{'name':'n','finalizers':['f'],'ownerReferences':[{'uid':'1','name':'o'}]}}", "{'f:metadata':{'f:finalizers':{'v:\\'f\\'':{}},'f:name':{},'f:ownerReferences':{'k:{\\'uid\\':\\'1\\'}':{}}}}")]
    public void A_document_has_the_fields_its_schema_makes_of_it(string document, string fields) =>
        Assert.Equal(fields, FieldSets.Write(FieldExtraction.Extract(Json.Object(document), FieldDocuments.Type)));

    [Theory]
    [InlineData("{'text':'x'}", "{'text':'x'}", "{}", "{}", "{}")]
    [InlineData("{'text':'x'}", "{'text':'y'}", "{}", "{'f:text':{}}", "{}")]
    [InlineData("{'text':'x'}", "{'number':1}", "{'f:number':{}}", "{}", "{'f:text':{}}")]
    [InlineData("{'number':1}", "{'number':1.0}", "{}", "{}", "{}")]
    [InlineData("{}", "{'record':{'a':'x'}}", "{'f:record':{'.':{},'f:a':{}}}", "{}", "{}")]
    [InlineData("{'record':{}}", "{'record':{'a':'x'}}", "{'f:record':{'f:a':{}}}", "{}", "{}")]
    [InlineData("{'record':null}", "{'record':{'a':'x'}}", "{'f:record':{'f:a':{}}}", "{}", "{}")]
    [InlineData("{'record':{}}", "{'record':null}", "{}", "{'f:record':{}}", "{}")]
    [InlineData("{'record':{'a':'x','b':{'c':true}}}", "{'record':{'a':'y'}}", "{}", "{'f:record':{'f:a':{}}}", "{'f:record':{'f:b':{'.':{},'f:c':{}}}}")]
    [InlineData("{'atomicMap':{'a':'x'}}", "{'atomicMap':{'a':'x','b':'y'}}", "{}", "{'f:atomicMap':{}}", "{}")]
    [InlineData("{'atomicList':['a']}", "{'atomicList':[]}", "{}", "{'f:atomicList':{}}", "{}")]
    [InlineData("{'set':['a','b']}", "{'set':['b','c']}", "{'f:set':{'v:\\'c\\'':{}}}", "{}", "{'f:set':{'v:\\'a\\'':{}}}")]
    [InlineData("{'items':[{'name':'x','value':'1'},{'name':'y'}]}", "{'items':[{'name':'y','value':'1'},{'name':'x','value':'2'}]}", "{'f:items':{'k:{\\'name\\':\\'y\\'}':{'f:value':{}}}}", "{'f:items':{'k:{\\'name\\':\\'x\\'}':{'f:value':{}}}}", "{}")]
    [InlineData("{'ports':[{'port':80}]}", "{'ports':[{'port':80,'protocol':'TCP'}]}", "{'f:ports':{'k:{\\'port\\':80,\\'protocol\\':\\'TCP\\'}':{'f:protocol':{}}}}", "{}", "{}")]
    [InlineData("{'items':[{'name':'x','value':'1'},{'name':'x','value':'2'}]}", "{'items':[{'name':'x','value':'1'},{'name':'x','value':'3'}]}", "{}", "{'f:items':{'k:{\\'name\\':\\'x\\'}':{}}}", "{}")]
    [InlineData("{'items':[{'name':'x','value':'1'},{'name':'x'}]}", "{'items':[{'name':'x','value':'1'}]}", "{'f:items':{'k:{\\'name\\':\\'x\\'}':{'.':{},'f:name':{},'f:value':{}}}}", "{}", "{'f:items':{'k:{\\'name\\':\\'x\\'}':{}}}")]
    [InlineData("{'any':1}", "{'any':'one'}", "{}", "{'f:any':{}}", "{}")]
    [InlineData("{'free':{'a':{'b':1}}}", "{'free':{'a':[1]}}", "{}", "{'f:free':{'f:a':{}}}", "{'f:free':{'f:a':{'f:b':{}}}}")]
    [InlineData("{'metadata':{'labels':{'a':'1'}}}", "{'metadata':{'labels':{'a':'2','b':'1'}}}", "{'f:metadata':{'f:labels':{'f:b':{}}}}", "{'f:metadata':{'f:labels':{'f:a':{}}}}", "{}")]
    public void Documents_differ_by_field(string before, string after, string added, string modified, string removed)
    {
        var forth = FieldComparer.Compare(Json.Object(before), Json.Object(after), FieldDocuments.Type, FieldSet.Empty);

        Assert.Equal((added, modified, removed), (Text(forth.Added), Text(forth.Modified), Text(forth.Removed)));
    }

    [Fact]
    public void What_is_ignored_does_not_differ()
    {
        var comparison = FieldComparer.Compare(
            Json.Object("{'record':{'a':'x','b':{'c':true}},'text':'x'}"),
            Json.Object("{'record':{'a':'y','b':{}},'number':1}"),
            FieldDocuments.Type,
            FieldSet.Of("text", "record.b"));

        Assert.Equal(("{'f:number':{}}", "{'f:record':{'f:a':{}}}", "{}"), (Text(comparison.Added), Text(comparison.Modified), Text(comparison.Removed)));
    }

    private static string Text(FieldSet set) => FieldSets.Write(set);
}
