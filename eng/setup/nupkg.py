"""Writes a NuGet package of native files: the same input gives the same bytes.

usage: nupkg.py OUT_DIRECTORY ID VERSION LICENSE_EXPRESSION AUTHORS DESCRIPTION [TARGET=FILE ...]
A TARGET is the path inside the package; without FILE (TARGET=) the entry is empty.
"""

import sys
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

NUSPEC = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
  <metadata>
    <id>{id}</id>
    <version>{version}</version>
    <authors>{authors}</authors>
    <license type="expression">{license}</license>
    <description>{description}</description>
  </metadata>
</package>
"""

RELATIONSHIPS = """<?xml version="1.0" encoding="utf-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
  <Relationship Type="http://schemas.microsoft.com/packaging/2010/07/manifest" Target="/{id}.nuspec" Id="R1" />
</Relationships>
"""

CONTENT_TYPES = """<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
  <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml" />
{types}
</Types>
"""


def content_types(targets):
    """Every part of the package needs a type: by extension, or by name where there is no extension."""
    extensions = sorted({Path(t).suffix[1:] for t in targets if Path(t).suffix} | {"nuspec"})
    lines = [f'  <Default Extension="{e}" ContentType="application/octet" />' for e in extensions]
    lines += [f'  <Override PartName="/{t}" ContentType="application/octet" />' for t in targets if not Path(t).suffix]
    return CONTENT_TYPES.format(types="\n".join(lines))


def add(package, name, content):
    # The oldest time that a zip can hold, and one mode: nothing of the machine enters the file.
    entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    package.writestr(entry, content, compresslevel=6)


def main(out, package_id, version, license_expression, authors, description, *entries):
    files = dict(sorted(entry.split("=", 1) for entry in entries))
    metadata = dict(id=package_id, version=version, license=license_expression, authors=authors, description=description)
    metadata = {key: escape(value) for key, value in metadata.items()}
    path = Path(out) / f"{package_id.lower()}.{version}.nupkg"
    partial = path.with_suffix(".partial")
    with zipfile.ZipFile(partial, "w") as package:
        add(package, "_rels/.rels", RELATIONSHIPS.format(**metadata))
        add(package, f"{package_id}.nuspec", NUSPEC.format(**metadata))
        for target, source in files.items():
            add(package, target, Path(source).read_bytes() if source else b"")
        add(package, "[Content_Types].xml", content_types(files))
    partial.replace(path)


if __name__ == "__main__":
    if len(sys.argv) < 7:
        sys.exit(__doc__)
    main(*sys.argv[1:])
