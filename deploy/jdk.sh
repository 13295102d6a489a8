# Sourced by ./mvnw and the scripts beside it: sets JAVA_HOME to a JDK 25 or newer, or says in one line what is missing.
# Looks at JAVA_HOME, the java on the PATH, then the usual places that Linux packages, SDKMAN and macOS install to.
hocba_java_release() {
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

hocba_find_jdk() {
  hocba_path_java=$(command -v java 2>/dev/null || true)
  [ -z "$hocba_path_java" ] || hocba_path_java=$(dirname "$(dirname "$(readlink -f "$hocba_path_java")")")
  for hocba_home in "${JAVA_HOME:-}" "$hocba_path_java" /usr/lib/jvm/*25* /opt/java/* /opt/jdk* \
    "$HOME"/.sdkman/candidates/java/25* "$HOME"/.jdks/*25* /Library/Java/JavaVirtualMachines/*25*/Contents/Home; do
    [ -n "$hocba_home" ] && [ -x "$hocba_home/bin/javac" ] || continue
    hocba_found=$(hocba_java_release "$hocba_home")
    if [ "${hocba_found:-0}" -ge 25 ]; then
      JAVA_HOME=$hocba_home
      export JAVA_HOME
      return 0
    fi
  done
  echo "A JDK 25 is missing: install one (for example Temurin 25) or set JAVA_HOME to it." >&2
  return 1
}

hocba_find_jdk || exit 1
