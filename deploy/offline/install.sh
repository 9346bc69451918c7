#!/bin/sh
# 在不连网的机器上安装 scorebook：sh install.sh [文件夹]
# Installs scorebook on a machine without internet: sh install.sh [FOLDER]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:-$PWD/scorebook}

stop() {
  printf '%s\n' "$@" >&2
  exit 1
}

machine=$(uname -m)
ls "$here"/wheels/*_"$machine".whl >/dev/null 2>&1 || stop \
  "这个安装包里没有 $machine 机器用的程序，只有：$(ls "$here"/wheels | sed -n 's/.*linux\(2014\)*_\([a-z][a-z0-9_]*\)[.].*/\2/p' | sort -u | tr '\n' ' ')" \
  "This archive has nothing for machines of the kind $machine."

has() { ls "$here"/wheels/*-cp"$1"-cp"$1"-*_"$machine".whl >/dev/null 2>&1; }
version() { "$1" -c 'import sys; print("%d%d" % sys.version_info[:2])' 2>/dev/null; }

python=
for name in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
  found=$(version "$name") && has "$found" && python=$name && break
done
pythons=$(ls "$here"/wheels | sed -n 's/.*-cp3\([0-9]*\)-cp3.*/3.\1/p' | sort -u -V | tr '\n' ' ')
[ -n "$python" ] || stop \
  "需要 Python，版本是下列之一：$pythons" \
  "这台机器上的 python3：$(python3 --version 2>&1 || echo 没有)" \
  "装好以后再运行；它不叫 python3 的，写明在哪里：PYTHON=/opt/python3.11/bin/python3 sh install.sh" \
  "Needs one of these versions of Python: $pythons"

"$python" -c 'import ensurepip, venv' 2>/dev/null || stop \
  "$python 缺少 venv：请从系统的安装盘装上 python3-venv（或 python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv）" \
  "$python lacks the module venv; install the package python3-venv of the system."

"$python" -c 'import os, sys; sys.exit(os.confstr("CS_GNU_LIBC_VERSION") is None)' 2>/dev/null || stop \
  "这台机器的 C 库不是 glibc，安装包里的程序用不了" \
  "The C library of this machine is not glibc, which the wheels need."

"$python" -m venv "$folder"
"$folder/bin/python" -m pip install --quiet --disable-pip-version-check --no-index \
  --find-links "$here/wheels" --require-hashes -r "$here/requirements.lock"
"$folder/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --no-deps \
  "$here"/wheels/scorebook-*.whl
"$folder/bin/scorebook" --help >/dev/null

echo "装好了：$folder/bin/scorebook，$folder/bin/mkdocs"
echo "Installed: $folder/bin/scorebook, $folder/bin/mkdocs"
