using System.ComponentModel;
using System.Reflection;
using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Tests.Surface;

/// <summary>Types that are public only for generated code are in one namespace, which code completion does not offer.</summary>
public sealed class CodeGenerationTests
{
    private static readonly Type[] Exported = typeof(JobBuilder).Assembly.GetExportedTypes();

    [Fact]
    public void Each_type_for_generated_code_is_hidden_from_completion() => Assert.Empty(
        Exported.Where(static type => type.Namespace == typeof(JobBuilder).Namespace && !type.IsNested && !IsHidden(type)).Select(static type => type.FullName));

    [Fact]
    public void Only_types_for_generated_code_are_hidden_from_completion() => Assert.Empty(
        Exported.Where(static type => type.Namespace != typeof(JobBuilder).Namespace && IsHidden(type)).Select(static type => type.FullName));

    // Blocks are base classes of generated code: none may be in the namespace of its feature.
    [Fact]
    public void Blocks_are_for_generated_code() => Assert.Empty(
        Exported.Where(static type => typeof(Block).IsAssignableFrom(type) && type.Namespace != typeof(JobBuilder).Namespace).Select(static type => type.FullName));

    private static bool IsHidden(Type type) => type.GetCustomAttribute<EditorBrowsableAttribute>() is { State: EditorBrowsableState.Never };
}
