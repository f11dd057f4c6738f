using System.Linq;
using Dataflow.Pipelines.Generators.Durations;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Pipelines;

/// <summary>Writes the creation of a pipeline object: a constructor that binds the inputs, and the method that calls it.</summary>
internal static class ConstructorEmitter
{
    public static void Emit(SourceBuilder code, PipelineModel pipeline, PipelineNames names)
    {
        if (pipeline.Inputs.Count == 0)
        {
            return;
        }

        if (!pipeline.HasConstructor)
        {
            // The analyzer reports it at the member.
            if (pipeline.Null.Count > 0)
            {
                code.Line("#pragma warning disable CS8618 // a member without a value is reported where it is declared");
            }

            code.Line("/// <summary>A pipeline with the default values of its inputs.</summary>");
            using (code.Block("public " + pipeline.Type.Name + "()"))
            {
            }

            if (pipeline.Null.Count > 0)
            {
                code.Line("#pragma warning restore CS8618");
            }

            code.Line();
        }

        var locals = new LocalNames([.. pipeline.Services.Select(service => service.Name)]);
        var inputs = locals.Take("inputs");
        code.Line("[sys::Diagnostics.CodeAnalysis.SetsRequiredMembers]");
        code.Line("private " + pipeline.Type.Name + "(" + string.Concat(pipeline.Services.Select(service => Types.Short(service.TypeName) + " " + TypeParser.Identifier(service.Name) + ", ")) + "in " + names.Inputs + " " + inputs + ")");
        using (code.Indent())
        {
            code.Line(": this(" + string.Join(", ", pipeline.Services.Select(service => TypeParser.Identifier(service.Name))) + ")");
        }

        using (code.Block(""))
        {
            // A parameter or local may have the name of a property: only 'this.' always means the property.
            foreach (var input in pipeline.Inputs)
            {
                var member = TypeParser.Identifier(input.Name);
                if (input.IsRequired)
                {
                    code.Line("this." + member + " = " + inputs + "." + names.Given(input) + " ?? throw new flow::Inputs.InputException(" + Literals.Text(input.Id) + ", \"a value must be given\");");
                    continue;
                }

                var local = locals.Take(input.Name);
                using (code.Block("if (" + inputs + "." + names.Given(input) + " is { } " + local + ")"))
                {
                    code.Line("this." + member + " = " + local + ";");
                }
            }
        }

        code.Line();
    }

    public static void EmitCreate(SourceBuilder code, PipelineModel pipeline, PipelineNames names)
    {
        var services = pipeline.Services.Select(service => Resolve(pipeline, service));
        code.Line("static " + names.Self + " flow::Graph.IPipeline<" + names.Self + ">.Create(sys::IServiceProvider services, flow::CodeGeneration.InputValues values) =>");
        using (code.Indent())
        {
            if (pipeline.Inputs.Count == 0)
            {
                code.Line("new(" + string.Join(", ", services) + ");");
                return;
            }

            code.Line("new(" + string.Concat(services.Select(service => service + ", ")) + "new " + names.Inputs + "(");
            using (code.Indent())
            {
                for (var i = 0; i < pipeline.Inputs.Count; i++)
                {
                    code.Line(InputCode.Read(pipeline.Inputs[i]) + (i == pipeline.Inputs.Count - 1 ? "));" : ","));
                }
            }
        }
    }

    /// <summary>Writes the method that reads each input, and checks each duration of a node that an input sets, without an object of the class.</summary>
    public static void EmitCheck(SourceBuilder code, PipelineModel pipeline, PipelineNames names)
    {
        using (code.Block("static void flow::Graph.IPipeline<" + names.Self + ">.CheckInputs(flow::CodeGeneration.InputValues values)"))
        {
            foreach (var input in pipeline.Inputs)
            {
                code.Line(InputCode.Read(input) + ";");
            }

            foreach (var check in pipeline.Nodes.SelectMany(node => DurationCode.Checks(pipeline, node)))
            {
                code.Line(check);
            }
        }
    }

    public static void EmitInputs(SourceBuilder code, PipelineModel pipeline, PipelineNames names)
    {
        if (pipeline.Inputs.Count == 0)
        {
            return;
        }

        code.Line();
        code.Line("/// <summary>The given values; null: the default of the class.</summary>");
        code.Line("private readonly record struct " + names.Inputs + "(");
        using (code.Indent())
        {
            for (var i = 0; i < pipeline.Inputs.Count; i++)
            {
                code.Line(InputCode.Type(pipeline.Inputs[i]) + " " + names.Given(pipeline.Inputs[i]) + (i == pipeline.Inputs.Count - 1 ? ");" : ","));
            }
        }
    }

    private static string Resolve(PipelineModel pipeline, ServiceModel service)
    {
        var method = (service.Fallback is null ? "Require<" : "Find<") + Types.Short(service.TypeName) + ">";
        var fallback = service.Fallback is { } value ? ", " + value : "";
        var key = service.Key is { } given ? ", " + given : "";
        return "flow::CodeGeneration.PipelineServices." + method + "(services, " + Literals.Text(pipeline.Id.Text) + ", " + Literals.Text(service.Name) + fallback + key + ")";
    }
}
