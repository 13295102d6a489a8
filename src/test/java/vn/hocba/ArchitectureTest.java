package vn.hocba;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vn.hocba.events.DomainEvent;

/** The rooms of the house and who may enter which. Change {@link #MAY_IMPORT} deliberately, with a decision record. */
class ArchitectureTest {

    private static final String BASE = "vn.hocba";
    private static final String SANDBOX = BASE + ".sandbox";

    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            room("transcript"),
            room("curriculum", "transcript"),
            room("problem"),
            room("workers"),
            room("secrets"),
            room("notices"),
            room("http"),
            room("access", "problem"),
            room("idempotency", "access", "problem", "workers", "secrets"),
            room("audit", "access", "workers"),
            room("directory", "access", "problem", "audit", "idempotency"),
            room(
                    "events",
                    "access",
                    "problem",
                    "directory",
                    "audit",
                    "idempotency",
                    "secrets",
                    "notices",
                    "http",
                    "workers"),
            room(
                    "draft",
                    "transcript",
                    "curriculum",
                    "directory",
                    "access",
                    "events",
                    "audit",
                    "idempotency",
                    "problem",
                    "workers"),
            room("document", "transcript"),
            room("pki"),
            room("pki.client", "pki"),
            room("xades", "transcript", "document", "pki"),
            room("remotesigning", "pki", "http"),
            room(
                    "verification",
                    "transcript",
                    "document",
                    "xades",
                    "pki",
                    "pki.client",
                    "access",
                    "problem",
                    "workers"),
            room(
                    "signing",
                    "transcript",
                    "draft",
                    "document",
                    "xades",
                    "remotesigning",
                    "pki",
                    "pki.client",
                    "verification",
                    "directory",
                    "events",
                    "audit",
                    "access",
                    "idempotency",
                    "problem",
                    "workers",
                    "notices",
                    "secrets"),
            room(
                    "augmentation",
                    "transcript",
                    "draft",
                    "document",
                    "xades",
                    "pki",
                    "pki.client",
                    "verification",
                    "signing",
                    "directory",
                    "events",
                    "access",
                    "problem",
                    "notices",
                    "workers"),
            room(
                    "issuance",
                    "signing",
                    "transcript",
                    "draft",
                    "document",
                    "pki",
                    "pki.client",
                    "verification",
                    "directory",
                    "events",
                    "audit",
                    "access",
                    "idempotency",
                    "problem"),
            room(
                    "exchange",
                    "issuance",
                    "transcript",
                    "verification",
                    "document",
                    "directory",
                    "events",
                    "audit",
                    "access",
                    "idempotency",
                    "problem"),
            room("reporting", "directory", "events", "access", "problem"),
            room(
                    "operations",
                    "transcript",
                    "curriculum",
                    "problem",
                    "secrets",
                    "notices",
                    "access",
                    "idempotency",
                    "events",
                    "audit",
                    "directory",
                    "draft",
                    "document",
                    "pki",
                    "pki.client",
                    "xades",
                    "remotesigning",
                    "verification",
                    "signing",
                    "augmentation",
                    "issuance",
                    "exchange",
                    "reporting"));

    private static final String[] PURE = {
        BASE + ".transcript..", BASE + ".curriculum..", BASE + ".document..", BASE + ".xades..", BASE + ".pki"
    };
    private static final String[] FRAMEWORKS = {
        "io.quarkus..", "jakarta.ws..", "io.smallrye..", "jakarta.persistence..", "jakarta.inject..", "io.vertx.."
    };
    private static final Pattern NAMES_THAT_SAY_NOTHING = Pattern.compile(".*(Utils?|Manager|Helper|Impl)");

    private static final Pattern CONSTRUCTED_BY_QUERY = Pattern.compile("select\\s+new\\s+([\\w.$]+)");

    private static final JavaClasses PRODUCTION = imported("classes");
    private static final JavaClasses TESTS_AND_SANDBOX = imported("test-classes");

    @Test
    void looksAtRealClasses() {
        assertThat(PRODUCTION).isNotEmpty();
        assertThat(TESTS_AND_SANDBOX.contain(ArchitectureTest.class)).isTrue();
        assertThat(TESTS_AND_SANDBOX.contain(SANDBOX + ".Sandbox")).isTrue();
    }

    @Test
    void everyClassLivesInARoomOfTheTable() {
        assertThat(PRODUCTION.stream()
                        .filter(type -> !type.getPackageName().equals(BASE))
                        .filter(type -> roomOf(type.getPackageName()).isEmpty())
                        .map(JavaClass::getName))
                .isEmpty();
        assertThat(PRODUCTION.stream()
                        .filter(type -> type.getPackageName().equals(BASE))
                        .map(JavaClass::getSimpleName))
                .as("the base package holds its description and nothing else")
                .containsOnly("package-info");
    }

    @Test
    void roomsImportOnlyWhatTheTableAllows() {
        assertThat(PRODUCTION.stream().flatMap(ArchitectureTest::forbiddenDependencies))
                .isEmpty();
    }

    @Test
    void tableOfRoomsHasNoCycle() {
        Set<String> placed = new HashSet<>();
        Set<String> left = new HashSet<>(MAY_IMPORT.keySet());
        while (!left.isEmpty()) {
            Set<String> next = left.stream()
                    .filter(room -> placed.containsAll(allowed(room)))
                    .collect(toSet());
            assertThat(next)
                    .as("a room of %s imports only rooms before it", left)
                    .isNotEmpty();
            placed.addAll(next);
            left.removeAll(next);
        }
        assertThat(MAY_IMPORT.values().stream().flatMap(Set::stream))
                .as("operations sees all and is seen by none")
                .doesNotContain("operations");
    }

    @Test
    void roomsHaveNoCycleInTheCode() {
        slices().matching(BASE + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(PRODUCTION);
    }

    @Test
    void dialectsOfTheSigningServiceDoNotKnowEachOther() {
        assertThat(PRODUCTION.stream()
                        .filter(type -> dialectOf(type).isPresent())
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream()
                                .filter(dependency -> dialectOf(dependency.getTargetClass())
                                        .filter(dialect ->
                                                !dialect.equals(dialectOf(type).orElseThrow()))
                                        .isPresent())
                                .map(Object::toString)))
                .isEmpty();
    }

    @Test
    void pureRoomsKnowNoFramework() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FRAMEWORKS)
                .allowEmptyShould(true)
                .check(PRODUCTION);
    }

    @Test
    void nothingImportsTheSandbox() {
        Stream.of(PRODUCTION, TESTS_AND_SANDBOX)
                .forEach(classes -> noClasses()
                        .that()
                        .resideOutsideOfPackage(SANDBOX + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(SANDBOX + "..")
                        .check(classes));
    }

    @Test
    void sandboxImportsNothingOfTheProduct() {
        noClasses()
                .that()
                .resideInAPackage(SANDBOX + "..")
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage(BASE + "..")
                        .and(JavaClass.Predicates.resideOutsideOfPackage(SANDBOX + "..")))
                .check(TESTS_AND_SANDBOX);
    }

    @Test
    void testsStayOutOfTheSandboxJar() {
        assertThat(Path.of("src/test/java/vn/hocba/sandbox"))
                .as("classes of this package are packed into the sandbox's jar")
                .satisfies(folder -> assertThat(Files.exists(folder)).isFalse());
    }

    @Test
    void entitiesStayInTheirPackage() {
        assertThat(PRODUCTION.stream()
                        .filter(type -> type.isAnnotatedWith("jakarta.persistence.Entity")
                                || type.isAnnotatedWith("jakarta.persistence.Embeddable"))
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(JavaClass::getName))
                .isEmpty();
    }

    @Test
    void resourcesAndTheirOperationsArePublicOrRequestsDoNotReachThem() {
        assertThat(PRODUCTION.stream()
                        .filter(type -> type.isAnnotatedWith("jakarta.ws.rs.Path"))
                        .flatMap(type -> Stream.concat(
                                Stream.of(type).filter(one -> isHidden(one.getModifiers())),
                                type.getMethods().stream()
                                        .filter(method -> isOperation(method) && isHidden(method.getModifiers()))))
                        .map(Object::toString))
                .isEmpty();
    }

    private static boolean isOperation(JavaMethod method) {
        return method.getAnnotations().stream()
                .anyMatch(annotation -> annotation.getRawType().isAnnotatedWith("jakarta.ws.rs.HttpMethod"));
    }

    private static boolean isHidden(Set<JavaModifier> modifiers) {
        return !modifiers.contains(JavaModifier.PUBLIC);
    }

    @Test
    void namesSayWhatAClassDoes() {
        assertThat(Stream.of(PRODUCTION, TESTS_AND_SANDBOX)
                        .flatMap(JavaClasses::stream)
                        .filter(type -> NAMES_THAT_SAY_NOTHING
                                .matcher(type.getSimpleName())
                                .matches())
                        .map(JavaClass::getName))
                .isEmpty();
    }

    /** What resources take and give the framework announces by itself. */
    @Test
    void recordsThatOurOwnCodeTurnsIntoJsonAreAnnouncedToNativeExecutables() {
        List<JavaClass> records = PRODUCTION.stream()
                .filter(JavaClass::isRecord)
                .filter(type -> type.isAssignableTo(DomainEvent.class)
                        || type.getName().equals(BASE + ".events.Outbox$Message")
                        || type.getName().contains(".Wire$"))
                .toList();
        assertThat(records)
                .hasSizeGreaterThan(50)
                .allMatch(type -> Stream.concat(Stream.of(type), type.getEnclosingClass().stream())
                        .anyMatch(one -> one.isAnnotatedWith(RegisterForReflection.class)));
    }

    @Test
    void recordsThatQueriesConstructAreAnnouncedToNativeExecutables() throws IOException {
        Set<String> constructed;
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            constructed = sources.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file ->
                            CONSTRUCTED_BY_QUERY.matcher(text(file)).results().map(found -> found.group(1)))
                    .collect(toSet());
        }
        assertThat(constructed)
                .hasSizeGreaterThan(3)
                .allMatch(name ->
                        PRODUCTION.contain(name) && PRODUCTION.get(name).isAnnotatedWith(RegisterForReflection.class));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> forbiddenDependencies(JavaClass type) {
        Optional<String> from = roomOf(type.getPackageName());
        return from.stream()
                .flatMap(room -> type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> roomOf(dependency.getTargetClass().getPackageName())
                                .filter(to -> !to.equals(room) && !allowed(room).contains(to))
                                .isPresent())
                        .map(dependency -> room + ": " + dependency.getDescription()));
    }

    /** The innermost room: {@code pki.client} is one of its own, inside {@code pki}. */
    private static Optional<String> roomOf(String packageName) {
        return MAY_IMPORT.keySet().stream()
                .filter(room ->
                        packageName.equals(BASE + "." + room) || packageName.startsWith(BASE + "." + room + "."))
                .max(Comparator.comparingInt(String::length));
    }

    private static Set<String> allowed(String room) {
        return MAY_IMPORT.getOrDefault(room, Set.of());
    }

    private static Optional<String> dialectOf(JavaClass type) {
        String port = BASE + ".remotesigning.";
        return Optional.of(type.getPackageName())
                .filter(name -> name.startsWith(port))
                .map(name -> List.of(name.substring(port.length()).split("\\.")).getFirst());
    }

    private static Map.Entry<String, Set<String>> room(String name, String... mayImport) {
        return Map.entry(name, Set.of(mayImport));
    }

    private static JavaClasses imported(String folder) {
        try {
            Path testClasses = Path.of(ArchitectureTest.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return new ClassFileImporter().importPath(testClasses.resolveSibling(folder));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
