#!/usr/bin/env node
/**
 * Makes the prebuilt drivers of the repository: `npm run prebuild:driver`, after every change of `src/`.
 *
 * Builds in a throw-away system of Debian 11, so that the drivers need no glibc newer than 2.31; libfuse (from Debian
 * 12's source package), libstdc++ and libgcc are linked in statically. Needs mmdebstrap, and either root or user
 * namespaces; takes about two minutes. Both architectures are built on either, by cross-compilers.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { nodeHeaders } from './build.mjs';
import { builtFromOption, COMPILER_OPTIONS, prebuiltFor, sourceFiles, sourceHash, SOURCES } from './driver-files.mjs';

/** Architectures as Node names them, and the prefix of their compilers. */
const TARGETS = /** @type {const} */ ({ x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' });

const BUILD_SYSTEM = 'bullseye';
const LIBFUSE_FROM = 'bookworm';
const GLIBC_LIMIT = '2.31';

/** Packages of the build system; `g++` is the compiler of its own architecture. */
const PACKAGES = [
  'dpkg-dev',
  'meson',
  'ninja-build',
  'g++',
  process.arch === 'x64' ? 'g++-aarch64-linux-gnu' : 'g++-x86-64-linux-gnu',
];

/** Only what Node looks for is visible from outside, so nothing clashes with the C++ library in Node itself. */
const EXPORTS = '{ global: napi_register_module_v1; node_api_module_get_api_version_v1; local: *; };';

/** @param {string} prefix of the target's tools @param {string} hash of the sources */
function targetScript(prefix, hash) {
  const processor = prefix.split('-')[0];
  const options = [...COMPILER_OPTIONS, builtFromOption(hash), '-ffunction-sections', '-fdata-sections', '-s'];
  const linking = [
    '-static-libstdc++',
    '-static-libgcc',
    '-Wl,--gc-sections',
    '-Wl,--exclude-libs,ALL',
    '-Wl,--version-script=exports',
    '-Wl,-z,relro,-z,now',
  ];
  return `
cat >${prefix}.ini <<END
[binaries]
c = '${prefix}-gcc'
ar = '${prefix}-ar'
[host_machine]
system = 'linux'
cpu_family = '${processor}'
cpu = '${processor}'
endian = 'little'
END
meson setup --cross-file=${prefix}.ini --buildtype=plain --default-library=static --prefix=/usr \\
  -Dc_args='-O2 -fPIC -ffunction-sections -fdata-sections' -Ddisable-mtab=true -Ddisable-libc-symbol-version=true \\
  -Dutils=false -Dexamples=false -Dtests=false ${prefix} fuse3-*/
ninja -C ${prefix} lib/libfuse3.a
${prefix}-g++ ${options.map((option) => `'${option}'`).join(' ')} ${linking.join(' ')} \\
  -Inode-api -I$(echo fuse3-*/include) -I${prefix} ${sourceFiles()
    .map((name) => `src/${name}`)
    .join(' ')} -o ${prefix}.node ${prefix}/lib/libfuse3.a
newest=$(${prefix}-objdump -T ${prefix}.node | grep -o 'GLIBC_[0-9.]*' | sort -Vu | tail -n 1)
echo "${prefix}: needs $newest and $(${prefix}-objdump -p ${prefix}.node | sed -n 's/ *NEEDED *//p' | tr '\\n' ' ')"
[ "$(printf '%s\\n' "$newest" GLIBC_${GLIBC_LIMIT} | sort -V | tail -n 1)" = GLIBC_${GLIBC_LIMIT} ]
`;
}

/** @param {string} hash of the sources */
function buildScript(hash) {
  return `set -eu
cd /build
sed -n 's/^deb /deb-src /p' /etc/apt/sources.list | sed 's/ ${BUILD_SYSTEM} / ${LIBFUSE_FROM} /' >/etc/apt/sources.list.d/libfuse.list
apt-get update -qq
apt-get source -qq fuse3
echo '${EXPORTS}' >exports
${Object.values(TARGETS)
  .map((prefix) => targetScript(prefix, hash))
  .join('')}`;
}

function main() {
  const folder = mkdtempSync(join(tmpdir(), 'descant-driver-'));
  try {
    const { status, error } = spawnSync(
      'mmdebstrap',
      [
        '--quiet',
        '--variant=minbase',
        `--include=${PACKAGES.join(',')}`,
        '--customize-hook=mkdir -p "$1/build/node-api"',
        `--customize-hook=copy-in "${SOURCES}" /build`,
        `--customize-hook=sync-in "${nodeHeaders()}" /build/node-api`,
        '--customize-hook=printf %s "$DESCANT_BUILD" | chroot "$1" sh >&2',
        ...Object.values(TARGETS).map((prefix) => `--customize-hook=copy-out /build/${prefix}.node "${folder}"`),
        BUILD_SYSTEM,
        '/dev/null',
      ],
      { stdio: 'inherit', env: { ...process.env, DESCANT_BUILD: buildScript(sourceHash()) } },
    );
    if (error !== undefined) throw new Error(`mmdebstrap could not be started: ${error.message}`);
    if (status !== 0) throw new Error(`The build failed with exit code ${String(status)}.`);
    for (const [architecture, prefix] of Object.entries(TARGETS)) {
      const driver = prebuiltFor(architecture);
      mkdirSync(dirname(driver), { recursive: true });
      copyFileSync(join(folder, `${prefix}.node`), driver);
      process.stdout.write(`${driver}: ${Math.round(statSync(driver).size / 1024)} KiB\n`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main();
