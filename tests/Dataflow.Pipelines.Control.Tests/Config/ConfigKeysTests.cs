using Dataflow.Pipelines.Control.Config;
using Dataflow.Pipelines.Control.Tests.Support;
using Dataflow.Pipelines.Inputs;

namespace Dataflow.Pipelines.Control.Tests.Config;

public sealed class ConfigKeysTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dataflow-test-").FullName;

    private string KeyPath => Path.Combine(_folder, "keys");

    [Fact]
    public void The_option_takes_precedence_over_the_file_of_the_environment_and_this_over_the_keys_of_the_environment()
    {
        var (one, two) = (Path.Combine(_folder, "one"), Path.Combine(_folder, "two"));
        File.WriteAllText(one, $"# of monday\n{TestInputs.Key}\n\n{TestInputs.OtherKey}\n");
        File.WriteAllText(two, TestInputs.OtherKey);
        var environment = new Dictionary<string, string> { ["DATAFLOW_CONFIG_KEY_FILE"] = two, ["DATAFLOW_CONFIG_KEY"] = TestInputs.Key };
        var (key, other) = (ConfigKeys.Parse(TestInputs.Key, "a test").First!.Id, ConfigKeys.Parse(TestInputs.OtherKey, "a test").First!.Id);

        Assert.Equal($"{key}, {other}", ConfigKeys.Find(one, environment.GetValueOrDefault).Ids);
        Assert.Equal(other, ConfigKeys.Find(null, environment.GetValueOrDefault).Ids);
        environment.Remove("DATAFLOW_CONFIG_KEY_FILE");
        Assert.Equal(key, ConfigKeys.Find(null, environment.GetValueOrDefault).Ids);
        Assert.Null(ConfigKeys.Find(null, static _ => null).First);
    }

    [Theory]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA==", "Line 1 of DATAFLOW_CONFIG_KEY is no key for stored inputs: it has 16 bytes. A key is 32 random bytes in base64; 'config new-key FILE' makes one.")]
    [InlineData(TestInputs.Key + "\nmy-secret", "Line 2 of DATAFLOW_CONFIG_KEY is no key for stored inputs: it is not base64. A key is 32 random bytes in base64; 'config new-key FILE' makes one.")]
    [InlineData("# none", "There is no key for stored inputs in DATAFLOW_CONFIG_KEY: write one key of 32 random bytes in base64 a line; 'config new-key FILE' makes one.")]
    public void What_is_no_key_is_refused_and_not_shown(string keys, string expected) => Assert.Equal(
        expected, Assert.Throws<ServiceException>(() => ConfigKeys.Find(null, name => name == "DATAFLOW_CONFIG_KEY" ? keys : null)).Message);

    [Fact]
    public void A_file_that_is_missing_is_named() => Assert.StartsWith(
        $"The file '{KeyPath}' with the keys for stored inputs cannot be read: ", Assert.Throws<ServiceException>(() => ConfigKeys.Find(KeyPath, static _ => null)).Message, StringComparison.Ordinal);

    [Fact]
    public void What_a_program_that_was_killed_has_left_does_not_block_a_new_key()
    {
        File.WriteAllText(KeyPath + ".new", "half a k");
        var id = KeyFile.AddKey(KeyPath);
        Assert.Equal(id, ConfigKeys.Find(KeyPath, static _ => null).Ids);
        Assert.Equal([KeyPath], Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_new_key_is_the_first_of_its_file_which_only_its_owner_reads()
    {
        var first = KeyFile.AddKey(KeyPath);
        var second = KeyFile.AddKey(KeyPath);
        Assert.Equal($"{second}, {first}", ConfigKeys.Find(KeyPath, static _ => null).Ids);
        Assert.Equal([KeyPath], Directory.GetFiles(_folder));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyPath));
        }
    }

    [Fact]
    public void A_file_with_something_else_gets_no_key()
    {
        File.WriteAllText(KeyPath, "notes\n");
        var fault = Assert.Throws<InputException>(() => KeyFile.AddKey(KeyPath));
        Assert.StartsWith($"Line 1 of the file '{KeyPath}' is no key for stored inputs: it is not base64.", fault.Message, StringComparison.Ordinal);
        Assert.Equal("notes\n", File.ReadAllText(KeyPath));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
