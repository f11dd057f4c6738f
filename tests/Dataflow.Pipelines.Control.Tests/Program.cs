using Dataflow.Pipelines.Control.Tests.Processes;
using Xunit.MicrosoftTestingPlatform;

// The entry point that xunit would generate, and a second one: a host that a test kills must be a process of its own.
if (args is [OrphanParent.Argument])
{
    await OrphanParent.RunAsync();
    return 0;
}

return await TestPlatformTestFramework.RunAsync(args, Dataflow.Pipelines.Control.Tests.SelfRegisteredExtensions.AddSelfRegisteredExtensions);
