#!/usr/bin/env python3
"""Writes offsets.txt.gz: the offsets of each time zone in zoneinfo from 1970 to 2037, for ZoneDaysTests.

A line is a zone and its aliases, separated by commas, then its UTC offset at the start in seconds, then for each change of the offset
the seconds since the change before (the first one: since the start) and the new offset: `+3600` later, `=offset`.
The start is 1969-12-25T00:00Z and the end 2038-01-07T00:00Z: days are searched for around a boundary.

    python3 make_table.py
"""
import gzip
import zoneinfo
from datetime import datetime, timedelta, timezone

START = datetime(1969, 12, 25, tzinfo=timezone.utc)
END = datetime(2038, 1, 7, tzinfo=timezone.utc)
# No zone has changed its offset twice within this.
STEP = timedelta(hours=12)
SECOND = timedelta(seconds=1)


def changes(zone):
    def offset(at):
        return int(at.astimezone(zone).utcoffset().total_seconds())

    at, now, last = START, offset(START), START
    parts = [str(now)]
    while at < END:
        following = at + STEP
        if (then := offset(following)) != now:
            low, high = at, following
            while high - low > SECOND:
                middle = low + (high - low) // 2
                middle = middle.replace(microsecond=0)
                low, high = (middle, high) if offset(middle) == now else (low, middle)
            parts.append(f"+{int((high - last).total_seconds())}={then}")
            last, now = high, then
        at = following
    return " ".join(parts)


zones = {}
for name in sorted(zoneinfo.available_timezones()):
    zones.setdefault(changes(zoneinfo.ZoneInfo(name)), []).append(name)
text = "".join(",".join(names) + " " + line + "\n" for line, names in sorted(zones.items(), key=lambda item: item[1]))
with open("offsets.txt.gz", "wb") as file:
    file.write(gzip.compress(text.encode(), mtime=0))
