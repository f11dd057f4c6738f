using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.Tests.State;

/// <summary>Records which files are opened, and counts the bytes read.</summary>
internal sealed class CountingStore(ICheckpointStore store) : FileOnlyStore(store)
{
    private readonly List<string> _opened = [];
    private long _bytes;

    public IReadOnlyList<string> Opened
    {
        get
        {
            lock (_opened)
            {
                return [.. _opened];
            }
        }
    }

    public long BytesRead => Volatile.Read(ref _bytes);

    public override async ValueTask<Stream> OpenAsync(string name, CancellationToken cancellationToken)
    {
        lock (_opened)
        {
            _opened.Add(name);
        }

        return new CountingStream(await Store.OpenAsync(name, cancellationToken), count => Interlocked.Add(ref _bytes, count));
    }

    private sealed class CountingStream(Stream stream, Action<int> onRead) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = stream.Read(buffer, offset, count);
            onRead(read);
            return read;
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            // Never synchronously, so that other tasks run in between.
            await Task.Yield();
            var read = await stream.ReadAsync(buffer, cancellationToken);
            onRead(read);
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            stream.Dispose();
            base.Dispose(disposing);
        }
    }
}
