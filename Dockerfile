# syntax=docker/dockerfile:1
# docker build -t hocba .                 native image on a distroless base
# docker build -t hocba:jvm --target jvm .  the same on a JVM
# Neither image holds a secret: all settings come from the environment at run time (HOCBA_DATABASE_HOST and so on).

FROM ghcr.io/graalvm/native-image-community:25 AS sources
WORKDIR /build
# what Maven downloads stays in a cache of the builder, outside the images
ENV MAVEN_USER_HOME=/build/.m2 MAVEN_ARGS=-Dmaven.repo.local=/build/.m2/repository
# mvnw unpacks Maven with these; the builder image is slim
RUN microdnf install -y findutils tar gzip && microdnf clean all
COPY .mvn .mvn
COPY mvnw pom.xml ./
COPY deploy/jdk.sh deploy/jdk.sh
RUN --mount=type=cache,target=/build/.m2 ./mvnw -q -B -ntp -Dquick dependency:go-offline || true
COPY src src

FROM sources AS jvm-build
RUN --mount=type=cache,target=/build/.m2 ./mvnw -q -B -ntp -Dquick -DskipTests package

FROM sources AS native-build
RUN --mount=type=cache,target=/build/.m2 ./mvnw -q -B -ntp -Dquick -DskipTests -Dnative package \
    && cp target/*-runner target/hocba

FROM gcr.io/distroless/java25-debian13:nonroot AS jvm
WORKDIR /app
COPY --from=jvm-build /build/target/quarkus-app/ ./
ENV QUARKUS_HTTP_HOST=0.0.0.0
EXPOSE 8080
USER nonroot
# G1 takes more than twice the processor time of the parallel collector here: docs/decisions/0095-what-a-warm-signature-costs.md
ENTRYPOINT ["java", "-XX:+UseParallelGC", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "-jar", "quarkus-run.jar"]

# the last stage is what a plain docker build gives; glibc comes with the base, libz from the builder's distribution
FROM gcr.io/distroless/base-debian13:nonroot AS native
WORKDIR /app
COPY --from=native-build /usr/lib64/libz.so.1 ./lib/
ENV LD_LIBRARY_PATH=/app/lib
COPY --from=native-build --chmod=0555 /build/target/hocba ./hocba
ENV QUARKUS_HTTP_HOST=0.0.0.0
EXPOSE 8080
USER nonroot
ENTRYPOINT ["./hocba"]
