# SPDX-License-Identifier: Apache-2.0
# Sourced by scripts that run Java.

# Major version of the JDK in folder $1, or 0.
jdk_version() {
  [[ -x "$1/bin/javac" && -r "$1/release" ]] || { echo 0; return; }
  local version
  version="$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")"
  echo "${version:-0}"
}

# Prints the home of the first JDK 25 or newer, or nothing.
find_jdk() {
  local on_path candidate
  on_path="$(command -v javac || true)"
  for candidate in "${JAVA_HOME:-}" "${on_path:+$(dirname "$(dirname "$(readlink -f "$on_path")")")}" \
    /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* /opt/*jdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [[ -n "$candidate" && "$(jdk_version "$candidate")" -ge 25 ]]; then
      echo "$candidate"
      return
    fi
  done
}
