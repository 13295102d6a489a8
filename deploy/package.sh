# Sourced after jdk.sh: builds API and sandbox when they are missing or older than their sources.
packaged=target/quarkus-app/quarkus-run.jar
if [ ! -f "$packaged" ] || [ ! -f target/sandbox/hocba-sandbox.jar ] ||
  [ -n "$(find pom.xml src/main src/sandbox -newer "$packaged" -print -quit)" ]; then
  echo "building (a first build downloads what it needs)"
  ./mvnw -q -B -ntp -Dquick -DskipTests package
fi
