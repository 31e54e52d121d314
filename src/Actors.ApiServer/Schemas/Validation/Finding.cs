namespace Actors.ApiServer.Schemas;

/// <summary>A field error with the sentence of the checker that found it: a sentence is reported once, however many branches of a schema come to it.</summary>
internal readonly record struct Finding(FieldError Error, string Sentence);
