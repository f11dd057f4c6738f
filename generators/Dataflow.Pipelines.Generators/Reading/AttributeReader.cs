using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dataflow.Pipelines.Generators.Reading;

/// <summary>Reads the arguments of one attribute, with the places that diagnostics point at.</summary>
internal sealed class AttributeReader(AttributeData attribute, int member, string name, int occurrence = 0)
{
    /// <summary>The reader of a member's attribute, or null.</summary>
    public static AttributeReader? Find(ISymbol symbol, int member, string name) =>
        Symbols.FindAttribute(symbol, name) is { } attribute ? new AttributeReader(attribute, member, name) : null;

    /// <summary>The text of an argument; where it is missing, an empty text at the attribute.</summary>
    public TextModel Text(string argument = "") =>
        TryText(argument) ?? new TextModel("", Anchor.OfAttribute(member, name, occurrence));

    /// <summary>The text of an argument, or null.</summary>
    public TextModel? TryText(string argument = "")
    {
        var text = argument.Length == 0 ? Symbols.FirstText(attribute) : Named(argument)?.Value as string;
        text ??= UnboundName(argument, 0);
        return text is null ? null : new TextModel(text, Anchor.OfArgument(member, name, argument, 0, occurrence));
    }

    /// <summary>The texts of an argument that takes several; without a name, of the only one.</summary>
    public IEnumerable<TextModel> Texts(string argument = "")
    {
        var given = argument.Length > 0 ? Named(argument) : attribute.ConstructorArguments.Length == 1 ? attribute.ConstructorArguments[0] : null;
        var values = given is { Kind: TypedConstantKind.Array, IsNull: false } array ? array.Values : [];
        for (var i = 0; i < values.Length; i++)
        {
            var text = values[i].Kind == TypedConstantKind.Error ? null : values[i].Value as string;
            text ??= UnboundName(argument, i);
            if (text is not null)
            {
                yield return new TextModel(text, Anchor.OfArgument(member, name, argument, i, occurrence));
            }
        }
    }

    /// <summary>A number; 0 where it is missing.</summary>
    public int Number(string argument) => TryNumber(argument) ?? 0;

    /// <summary>A number, or null.</summary>
    public int? TryNumber(string argument) => Named(argument)?.Value is int number ? number : null;

    /// <summary>Whether a switch is on, with true as the default.</summary>
    public bool FlagOrTrue(string argument) => Named(argument)?.Value is not false;

    /// <summary>A number without a name.</summary>
    public int FirstNumber(int otherwise) =>
        attribute.ConstructorArguments.Length > 0 && attribute.ConstructorArguments[0].Value is int number ? number : otherwise;

    /// <summary>A number with a fraction, or null.</summary>
    public double? TryFraction(string argument) => Named(argument)?.Value is double number ? number : null;

    /// <summary>Whether a switch is on.</summary>
    public bool Flag(string argument) => Named(argument)?.Value is true;

    /// <summary>The name of an enumeration's member.</summary>
    public string Choice(string argument, string otherwise) => NameOf(Named(argument), otherwise);

    /// <summary>The name of an enumeration's member, of the argument without a name.</summary>
    public string FirstChoice(string otherwise) => NameOf(attribute.ConstructorArguments.Length > 0 ? attribute.ConstructorArguments[0] : null, otherwise);

    private static string NameOf(TypedConstant? constant, string otherwise) =>
        constant is { Kind: TypedConstantKind.Enum, Value: { } value, Type: { } type }
            && type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => Equals(field.ConstantValue, value)) is { } choice
            ? choice.Name
            : otherwise;

    private TypedConstant? Named(string argument)
    {
        foreach (var pair in attribute.NamedArguments)
        {
            if (pair.Key == argument && pair.Value.Kind != TypedConstantKind.Error)
            {
                return pair.Value;
            }
        }

        return null;
    }

    // A nameof of a missing member has no value; its text still serves to find the nearest valid name.
    private string? UnboundName(string argument, int index)
    {
        if (attribute.ApplicationSyntaxReference?.GetSyntax() is not AttributeSyntax { ArgumentList.Arguments: var arguments })
        {
            return null;
        }

        var candidates = arguments.Where(candidate => (candidate.NameEquals?.Name.Identifier.ValueText ?? "") == argument).Skip(index);
        return candidates.FirstOrDefault()?.Expression is InvocationExpressionSyntax
        {
            Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" },
            ArgumentList.Arguments: { Count: 1 } named,
        }
            ? named[0].Expression switch
            {
                IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
                MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
                _ => null,
            }
            : null;
    }
}
