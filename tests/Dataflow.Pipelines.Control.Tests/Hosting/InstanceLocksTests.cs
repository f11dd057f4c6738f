using Dataflow.Pipelines.Control.Hosting;

namespace Dataflow.Pipelines.Control.Tests.Hosting;

/// <summary>Which instances on a state directory are dead for certain.</summary>
public sealed class InstanceLocksTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dataflow-test-").FullName;

    [Fact]
    public void An_instance_is_dead_where_its_file_is_there_and_nobody_holds_it()
    {
        using var own = new InstanceLocks(_folder);
        own.Take("host:1:aa");
        using var other = new InstanceLocks(_folder);
        Assert.False(other.IsDead("host:1:aa"));
        Assert.False(other.IsDead("elsewhere:1:bb"));

        File.WriteAllBytes(Path.Combine(_folder, "instances", "host_2_cc.lock"), []);
        Assert.True(other.IsDead("host:2:cc"));
        own.Dispose();
        Assert.False(other.IsDead("host:1:aa"));
        Assert.Equal(["host_2_cc.lock"], Directory.GetFiles(Path.Combine(_folder, "instances")).Select(Path.GetFileName));
    }

    [Fact]
    public void Files_of_dead_instances_do_not_pile_up()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "instances"));
        for (var i = 0; i < 100; i++)
        {
            File.WriteAllBytes(Path.Combine(_folder, "instances", $"host_{i}_aa.lock"), []);
        }

        using var locks = new InstanceLocks(_folder);
        locks.Take("host:100:aa");
        Assert.Equal(17, Directory.GetFiles(Path.Combine(_folder, "instances")).Length);
        using var other = new InstanceLocks(_folder);
        Assert.False(other.IsDead("host:100:aa"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
