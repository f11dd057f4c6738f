// Draws eng/package/icon.png, the icon of the packages: dotnet run eng/package/icon.cs -- eng/package/icon.png
// A source, an operator and two sinks, as the graph of a pipeline is drawn: light on a blue tile with round corners.
using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;
using System.Text;

const int Size = 128;
const float CornerRadius = 24;
const float NodeRadius = 13;
const float EdgeHalfWidth = 3.5f;

var background = new Vector3(0x1B, 0x4F, 0x8F);
var foreground = new Vector3(0xF4, 0xF8, 0xFC);
var source = new Vector2(26, 64);
var fork = new Vector2(64, 64);
var sinks = new[] { new Vector2(102, 32), new Vector2(102, 96) };

// A row of a PNG: a byte for its filter (0: none), then red, green, blue and alpha of each pixel.
var rows = new byte[Size * (1 + Size * 4)];
var at = 0;
for (var y = 0; y < Size; y++)
{
    at++;
    for (var x = 0; x < Size; x++)
    {
        // Distances are those of the pixel's middle; a pixel on an edge is covered in part.
        var point = new Vector2(x + 0.5f, y + 0.5f);
        var color = Vector3.Lerp(background, foreground, Coverage(Graph(point)));
        rows[at++] = (byte)MathF.Round(color.X);
        rows[at++] = (byte)MathF.Round(color.Y);
        rows[at++] = (byte)MathF.Round(color.Z);
        rows[at++] = (byte)MathF.Round(255 * Coverage(Tile(point)));
    }
}

using var pixels = new MemoryStream();
using (var zlib = new ZLibStream(pixels, CompressionLevel.SmallestSize, leaveOpen: true))
{
    zlib.Write(rows);
}

var header = new byte[13];
BinaryPrimitives.WriteInt32BigEndian(header, Size);
BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Size);
header[8] = 8; // bits of a channel
header[9] = 6; // red, green, blue, alpha

using var file = File.Create(args[0]);
file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n']);
WriteChunk(file, "IHDR", header);
WriteChunk(file, "IDAT", pixels.ToArray());
WriteChunk(file, "IEND", []);

static float Coverage(float distance) => Math.Clamp(0.5f - distance, 0, 1);

// Signed distances in pixels: negative inside.
static float Tile(Vector2 point)
{
    var corner = Vector2.Abs(point - new Vector2(Size / 2f)) - new Vector2(Size / 2f - CornerRadius);
    return Vector2.Max(corner, Vector2.Zero).Length() + Math.Min(Math.Max(corner.X, corner.Y), 0) - CornerRadius;
}

float Graph(Vector2 point)
{
    var nearest = Math.Min(Edge(point, source, fork), Math.Min(Node(point, source), Node(point, fork)));
    foreach (var sink in sinks)
    {
        nearest = Math.Min(nearest, Math.Min(Edge(point, fork, sink), Node(point, sink)));
    }

    return nearest;
}

static float Node(Vector2 point, Vector2 center) => Vector2.Distance(point, center) - NodeRadius;

static float Edge(Vector2 point, Vector2 from, Vector2 to)
{
    var along = Math.Clamp(Vector2.Dot(point - from, to - from) / (to - from).LengthSquared(), 0, 1);
    return Vector2.Distance(point, Vector2.Lerp(from, to, along)) - EdgeHalfWidth;
}

static void WriteChunk(Stream stream, string type, byte[] data)
{
    Span<byte> number = stackalloc byte[4];
    BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
    stream.Write(number);
    byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
    stream.Write(body);
    BinaryPrimitives.WriteUInt32BigEndian(number, Crc32(body));
    stream.Write(number);
}

// The checksum of PNG: CRC-32 of IEEE 802.3.
static uint Crc32(byte[] data)
{
    var crc = uint.MaxValue;
    foreach (var value in data)
    {
        crc ^= value;
        for (var bit = 0; bit < 8; bit++)
        {
            crc = (crc >> 1) ^ (0xEDB88320 & (uint)-(int)(crc & 1));
        }
    }

    return ~crc;
}
