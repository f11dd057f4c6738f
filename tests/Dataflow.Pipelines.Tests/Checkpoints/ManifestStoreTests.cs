using System.Text;
using System.Text.Json;
using Dataflow.Pipelines.Checkpoints;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Storage;
using Dataflow.Pipelines.Telemetry;
using Dataflow.Pipelines.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Tests.Checkpoints;

public sealed class ManifestStoreTests : IDisposable
{
    private static readonly RestoreRequest Newest = new("clicks", "aaaa0000");
    private readonly SimulatedCheckpointStore _store = new();
    private readonly RecordingLoggerFactory _logs = new();
    private readonly ManifestStore _manifests;

    public ManifestStoreTests() => _manifests = new ManifestStore(_store, _logs.CreateLogger("test"));

    // A backend that stores changes continues from these files, even if the state has no entries at the checkpoint.
    [Fact]
    public void Files_of_a_lane_without_entries_are_named()
    {
        var lane = ManifestLane.Of(new BlockSnapshot(1, new Dictionary<string, ReadOnlyMemory<byte>>(), "spilling", new StateSnapshot([], "{}"u8.ToArray(), [new CheckpointFile("changes", 1, "")])));
        Assert.Equal(["changes"], lane.Files.Select(static f => f.Name));
        Assert.Equal("spilling", lane.ToSnapshot(1).Backend);
    }

    [Fact]
    public async Task A_first_start_finds_nothing()
    {
        var point = await _manifests.OpenAsync(Newest, CancellationToken.None);
        Assert.Equal((null, 0, 0, false), (point.Manifest, point.Newest, point.HighestAttempt, point.IsFallback));
        Assert.Empty(_logs.Lines);
    }

    [Fact]
    public async Task The_newest_manifest_is_read_completely()
    {
        await _manifests.WriteAsync(Manifest(1, "a"), CancellationToken.None);
        await _manifests.WriteAsync(Manifest(2, "a", "b"), CancellationToken.None);
        var read = (await _manifests.OpenAsync(Newest, CancellationToken.None)).Manifest;
        Assert.Equal((2, 7, "clicks"), (read!.Checkpoint, read.Attempt, read.Pipeline));
        Assert.Equal(new NodeCounts(10, 9, 1, 0, 0, 0, 0), read.Nodes["clicks"]);
        Assert.Equal(["a", "b"], read.Blocks["distinct"][0].Files.Select(static f => f.Name));
    }

    [Fact]
    public async Task A_flipped_bit_anywhere_makes_the_store_use_the_previous_manifest_with_a_warning()
    {
        await _manifests.WriteAsync(Manifest(1), CancellationToken.None);
        await _manifests.WriteAsync(Manifest(2), CancellationToken.None);
        var whole = _store.Disk.Manifests[2];
        for (var at = 0; at < whole.Length - 1; at++)
        {
            _store.Disk.WriteManifest(2, [.. whole]);
            _store.Disk.Manifests[2][at] ^= 4;
            Assert.Equal(1, (await _manifests.OpenAsync(Newest with { AllowFallback = true }, CancellationToken.None)).Manifest!.Checkpoint);
        }

        Assert.Equal(2 * (whole.Length - 1), _logs.Lines.Count());
        Assert.All(_logs.Lines, static l => Assert.Equal(LogLevel.Critical, l.Level));
        Assert.Contains("Checkpoint 2 in memory is damaged: its checksum does not match its content.", _logs.Lines.First().Text, StringComparison.Ordinal);
        Assert.Contains("starts from checkpoint 1 in memory", _logs.Lines.ElementAt(1).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manifest_truncated_anywhere_makes_the_store_use_the_previous_one()
    {
        await _manifests.WriteAsync(Manifest(1), CancellationToken.None);
        await _manifests.WriteAsync(Manifest(2), CancellationToken.None);
        var whole = _store.Disk.Manifests[2];
        for (var length = 0; length < whole.Length - 1; length++)
        {
            _store.Disk.WriteManifest(2, whole[..length]);
            Assert.Equal(1, (await _manifests.OpenAsync(Newest with { AllowFallback = true }, CancellationToken.None)).Manifest!.Checkpoint);
        }
    }

    [Fact]
    public async Task Checkpoints_that_are_all_damaged_are_an_error_and_not_a_first_start()
    {
        await _manifests.WriteAsync(Manifest(1), CancellationToken.None);
        _store.Disk.WriteManifest(1, "nonsense"u8.ToArray());
        var fault = await Assert.ThrowsAsync<CheckpointException>(async () => await _manifests.OpenAsync(Newest, CancellationToken.None));
        Assert.Contains("None of the 1 checkpoints in memory can be read", fault.Message, StringComparison.Ordinal);
        Assert.Single(_store.Disk.Manifests);
    }

    [Fact]
    public async Task By_default_a_damaged_newest_checkpoint_is_an_error_with_the_remedy_and_nothing_is_deleted()
    {
        _store.Disk.Write("only in 2", []);
        await _manifests.WriteAsync(Manifest(1), CancellationToken.None);
        _store.Disk.WriteManifest(2, "nonsense"u8.ToArray());
        var fault = await Assert.ThrowsAsync<CheckpointException>(async () => await _manifests.OpenAsync(Newest, CancellationToken.None));
        Assert.Equal(
            "Checkpoint 2, the newest in memory, cannot be read: its checksum does not match its content. The newest that can be read is 1 of 1970-01-01T00:00:00Z: " +
            "the records after it would be read again, and output that sinks have made visible since would be duplicated. " +
            "Restore the damaged one from a copy, or accept that with --from-checkpoint 1.",
            fault.Message);
        Assert.Equal([1, 2], _store.Disk.Manifests.Keys);
        Assert.Equal(["only in 2"], _store.Disk.Files.Keys);
    }

    [Fact]
    public async Task The_number_of_a_damaged_newest_checkpoint_is_not_used_again()
    {
        await _manifests.WriteAsync(Manifest(1), CancellationToken.None);
        _store.Disk.WriteManifest(2, "nonsense"u8.ToArray());
        _store.Disk.WriteManifest(3, "nonsense"u8.ToArray());
        for (var start = 0; start < 2; start++)
        {
            var point = await _manifests.OpenAsync(Newest with { AllowFallback = true }, CancellationToken.None);
            Assert.Equal((1, 3, true), (point.Manifest!.Checkpoint, point.Newest, point.IsFallback));
        }

        await _manifests.WriteAsync(Manifest(4, parent: 1), CancellationToken.None);
        await _manifests.RetainAsync(4, CancellationToken.None);
        Assert.Equal([1, 4], _store.Disk.Manifests.Keys);
        Assert.False((await _manifests.OpenAsync(Newest, CancellationToken.None)).IsFallback);
    }

    [Fact]
    public async Task A_damaged_manifest_that_is_not_the_newest_does_not_matter()
    {
        await _manifests.WriteAsync(Manifest(1), CancellationToken.None);
        _store.Disk.WriteManifest(2, "nonsense"u8.ToArray());
        await _manifests.WriteAsync(Manifest(3), CancellationToken.None);
        var point = await _manifests.OpenAsync(Newest, CancellationToken.None);
        Assert.Equal((3, false, 7), (point.Manifest!.Checkpoint, point.IsFallback, point.HighestAttempt));
        await _manifests.CleanAsync(point, CancellationToken.None);
        Assert.Equal([1, 3], _store.Disk.Manifests.Keys);
    }

    [Fact]
    public async Task A_newer_format_is_refused_even_if_its_structure_differs()
    {
        await _manifests.WriteAsync(Manifest(1), CancellationToken.None);
        var json = "{\"format\":4,\"shape\":[]}";
        var sum = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.ASCII.GetBytes(json)));
        _store.Disk.WriteManifest(2, Encoding.ASCII.GetBytes($"{json}\n{sum}\n"));
        var fault = await Assert.ThrowsAsync<CheckpointException>(async () => await _manifests.OpenAsync(Newest, CancellationToken.None));
        Assert.Contains("Checkpoint 2 in memory has format 4; this version reads up to 3.", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task An_earlier_format_is_refused_with_the_reason_and_the_remedy(int format)
    {
        var json = $"{{\"format\":{format},\"pipeline\":\"clicks\",\"version\":\"1.0.0\",\"checkpoint\":1,\"attempt\":1,\"nodes\":{{}},\"blocks\":{{}}}}";
        var sum = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.ASCII.GetBytes(json)));
        _store.Disk.WriteManifest(1, Encoding.ASCII.GetBytes($"{json}\n{sum}\n"));
        var fault = await Assert.ThrowsAsync<CheckpointException>(async () => await _manifests.OpenAsync(Newest with { AllowFallback = true }, CancellationToken.None));
        Assert.Equal(
            $"Checkpoint 1 in memory has format {format}, written by a version before 0.1.0; this version reads format 3. " +
            "Its state is in another form and cannot be converted: drain the job with the version that wrote it, then start in an empty directory with --state.",
            fault.Message);
        Assert.Single(_store.Disk.Manifests);
    }

    [Fact]
    public async Task The_key_secret_is_in_the_manifest_and_is_omitted_from_its_text_and_the_log()
    {
        await _manifests.WriteAsync(Manifest(1), CancellationToken.None);
        var read = (await _manifests.OpenAsync(Newest, CancellationToken.None)).Manifest!;
        Assert.Equal(KeySecret.Create(new SeededBytes(5)), read.KeySecret);
        Assert.NotEqual(KeySecret.Create(new SeededBytes(6)), read.KeySecret);
        using var json = System.Text.Json.JsonDocument.Parse(_store.Disk.Manifests[1].AsMemory(0, Array.IndexOf(_store.Disk.Manifests[1], (byte)'\n')));
        var digits = json.RootElement.GetProperty("key_secret").GetString()!;
        Assert.Equal(32, digits.Length);
        Assert.Contains("KeySecret = (secret)", read.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(digits, read.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(_logs.Lines, l => l.Text.Contains(digits, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"key_secret\":\"short\",", "its key secret is not 32 hexadecimal digits")]
    [InlineData("", "key_secret")]
    public async Task A_manifest_without_a_complete_key_secret_is_damaged(string instead, string reason)
    {
        await _manifests.WriteAsync(Manifest(1), CancellationToken.None);
        var text = Encoding.UTF8.GetString(_store.Disk.Manifests[1]);
        var json = System.Text.RegularExpressions.Regex.Replace(text[..text.IndexOf('\n', StringComparison.Ordinal)], "\"key_secret\":\"[^\"]*\",", instead);
        var sum = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(json)));
        _store.Disk.WriteManifest(1, Encoding.UTF8.GetBytes($"{json}\n{sum}\n"));
        await Assert.ThrowsAsync<CheckpointException>(async () => await _manifests.OpenAsync(Newest, CancellationToken.None));
        Assert.Contains(reason, _logs.Lines.Single().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retention_keeps_the_files_of_retained_manifests_and_those_being_written()
    {
        foreach (var name in new[] { "a", "b", "c", "d", "being written" })
        {
            _store.Disk.Write(name, []);
        }

        await _manifests.WriteAsync(Manifest(1, "a", "b"), CancellationToken.None);
        await _manifests.WriteAsync(Manifest(2, "b", "c"), CancellationToken.None);
        await _manifests.WriteAsync(Manifest(3, "c", "d"), CancellationToken.None);
        await _manifests.RetainAsync(2, CancellationToken.None);
        Assert.Equal([2, 3], _store.Disk.Manifests.Keys);
        Assert.Equal(["b", "being written", "c", "d"], _store.Disk.Files.Keys.Order());
    }

    [Fact]
    public async Task A_start_deletes_files_that_no_manifest_names()
    {
        _store.Disk.Write("a", []);
        _store.Disk.Write("left by a dead process", []);
        await _manifests.WriteAsync(Manifest(1, "a"), CancellationToken.None);
        var point = await _manifests.OpenAsync(Newest, CancellationToken.None);
        Assert.Equal(2, _store.Disk.Files.Count);
        await _manifests.CleanAsync(point, CancellationToken.None);
        Assert.Equal(["a"], _store.Disk.Files.Keys);
    }

    [Fact]
    public async Task An_earlier_checkpoint_can_be_requested_and_later_ones_are_deleted_when_the_next_is_durable()
    {
        foreach (var checkpoint in new[] { 4, 5, 6 })
        {
            await _manifests.WriteAsync(Manifest(checkpoint), CancellationToken.None);
        }

        var point = await _manifests.OpenAsync(Newest with { From = 5 }, CancellationToken.None);
        Assert.Equal((5, 6, true), (point.Manifest!.Checkpoint, point.Newest, point.IsFallback));
        await _manifests.CleanAsync(point, CancellationToken.None);
        Assert.Equal([4, 5, 6], _store.Disk.Manifests.Keys);
        await _manifests.WriteAsync(Manifest(7, parent: 5), CancellationToken.None);
        await _manifests.RetainAsync(3, CancellationToken.None);
        Assert.Equal([4, 5, 7], _store.Disk.Manifests.Keys);
        Assert.False((await _manifests.OpenAsync(Newest, CancellationToken.None)).IsFallback);
    }

    [Theory]
    [InlineData(2, "Checkpoint 2 is not in memory. Those that can be used are 4, 6.")]
    [InlineData(5, "Checkpoint 5 in memory cannot be read: its checksum does not match its content. Those that can be used are 4, 6.")]
    public async Task A_requested_checkpoint_that_cannot_be_used_is_an_error_that_names_the_others(long from, string says)
    {
        await _manifests.WriteAsync(Manifest(4), CancellationToken.None);
        _store.Disk.WriteManifest(5, "nonsense"u8.ToArray());
        await _manifests.WriteAsync(Manifest(6), CancellationToken.None);
        var fault = await Assert.ThrowsAsync<CheckpointException>(async () => await _manifests.OpenAsync(Newest with { From = from }, CancellationToken.None));
        Assert.Equal(says, fault.Message);
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("[1,2]", "it is intact, but not a manifest: a JSON object with a number 'format' was expected")]
    [InlineData("null", "it is intact, but not a manifest: a JSON object with a number 'format' was expected")]
    [InlineData("{\"format\":\"3\"}", "it is intact, but not a manifest: a JSON object with a number 'format' was expected")]
    [InlineData("{\"format\":3}", "key_secret")]
    [InlineData("{\"format\":3", "an invalid end of a number")]
    public async Task A_file_that_is_no_manifest_is_damaged_with_its_reason(string json, string reason)
    {
        await _manifests.WriteAsync(Manifest(1), CancellationToken.None);
        _store.Disk.WriteManifest(2, json.Length == 0 ? [] : SealedJson.Seal(Encoding.UTF8.GetBytes(json)));
        var fault = await Assert.ThrowsAsync<CheckpointException>(async () => await _manifests.OpenAsync(Newest, CancellationToken.None));
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
        Assert.EndsWith("--from-checkpoint 1.", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Fact]
    public async Task A_copy_under_a_newer_number_is_damaged()
    {
        await _manifests.WriteAsync(Manifest(3), CancellationToken.None);
        _store.Disk.WriteManifest(9, _store.Disk.Manifests[3]);
        var fault = await Assert.ThrowsAsync<CheckpointException>(async () => await _manifests.OpenAsync(Newest, CancellationToken.None));
        Assert.Contains("Checkpoint 9, the newest in memory, cannot be read: it is a copy of checkpoint 3 under another number.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_checkpoint_of_another_pipeline_or_instance_is_refused()
    {
        await _manifests.WriteAsync(Manifest(3), CancellationToken.None);
        var fault = await Assert.ThrowsAsync<CheckpointException>(async () => await _manifests.OpenAsync(Newest with { Pipeline = "orders" }, CancellationToken.None));
        Assert.StartsWith("Checkpoint 3 in memory is of pipeline 'clicks', not of 'orders'.", fault.Message, StringComparison.Ordinal);
        fault = await Assert.ThrowsAsync<CheckpointException>(async () => await _manifests.OpenAsync(Newest with { Instance = "bbbb1111", AllowFallback = true }, CancellationToken.None));
        Assert.StartsWith("Checkpoint 3 in memory was taken by instance aaaa0000 of 'clicks'; this directory is that of instance bbbb1111 (job.json).", fault.Message, StringComparison.Ordinal);
        Assert.Equal(3, (await _manifests.OpenAsync(Newest with { Instance = null }, CancellationToken.None)).Manifest!.Checkpoint);
    }

    public void Dispose() => _logs.Dispose();

    private static Manifest Manifest(long checkpoint, params string[] files) => Manifest(checkpoint, checkpoint - 1, files);

    private static Manifest Manifest(long checkpoint, long parent, params string[] files) => new(
        Dataflow.Pipelines.Checkpoints.Manifest.CurrentFormat, "clicks", "1.0.0", checkpoint, parent, "aaaa0000", 7, DateTimeOffset.UnixEpoch, false, 0, KeySecret.Create(new SeededBytes(5)),
        new Dictionary<string, NodeCounts> { ["clicks"] = new(10, 9, 1, 0, 0, 0, 0) },
        new Dictionary<string, IReadOnlyList<ManifestLane>> { ["distinct"] = [new(new Dictionary<string, JsonElement>(), new ManifestState("memory", [], JsonElement.Parse("{}"u8), [.. files.Select(static f => new CheckpointFile(f, 1, ""))]))] });
}
