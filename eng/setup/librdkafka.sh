# librdkafka.redist, for machines whose package source has Confluent.Kafka without its native half: the same version,
# built from the sources that the JavaScript client of the same maker ships.

LIBRDKAFKA_VERSION=2.15.1
LIBRDKAFKA_NPM=(@confluentinc/kafka-javascript 1.10.1 ada7d703bb1d3237e2292bfabf438d663b6160c9f1ac2a2406b5dc4257c81b66)

make_librdkafka_redist() {
  local feed=$1 work source
  work=$(mktemp -d)
  # shellcheck disable=SC2064
  trap "rm -rf '$work'" EXIT
  source=$work/deps/librdkafka
  fetch_npm "${LIBRDKAFKA_NPM[@]}" "$work"
  grep -q 'RD_KAFKA_VERSION *0x020f01ff' "$source/src/rdkafka.h"
  # zstd, external lz4 and curl would be libraries of this machine; lz4 and snappy are inside. The build id would hash
  # the folder's random name into the library.
  (
    cd "$source"
    LDFLAGS=-Wl,--build-id=none ./configure \
      --disable-gssapi --disable-zstd --disable-lz4-ext --disable-curl --disable-syslog
    make -j"$(nproc)" -C src
  )
  cp "$source/src/librdkafka.so.1" "$work/librdkafka.so"
  strip --strip-unneeded "$work/librdkafka.so"
  python3 eng/setup/nupkg.py "$feed" librdkafka.redist $LIBRDKAFKA_VERSION BSD-2-Clause "librdkafka contributors" \
    "librdkafka $LIBRDKAFKA_VERSION for linux-x64, built from source by Dataflow.Pipelines: no zstd, GSSAPI or OAuth over HTTP." \
    runtimes/linux-x64/native/librdkafka.so="$work/librdkafka.so" LICENSES.txt="$source/LICENSES.txt"
}
