package vn.hocba.pki.client;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code hocba.trust}: whom to believe, and where revocation lists lie. */
@ConfigMapping(prefix = "hocba.trust")
public interface RevocationSettings {

    /** PEM file of the authorities that are believed. */
    Optional<Path> anchors();

    /** Revocation lists: {@code http(s)} addresses, files, or directories of {@code *.crl} files. */
    Optional<List<String>> crls();

    /** OCSP responders that are asked before the lists, in this order: {@code http(s)} addresses. */
    Optional<List<URI>> ocsp();

    /** How long a fetched list, or a responder's answer, is used before it is fetched again. */
    @WithDefault("PT10M")
    Duration refresh();

    /** How long one list or answer may take to arrive. */
    @WithDefault("PT5S")
    Duration timeout();

    /** The largest list that is read, in bytes. */
    @WithDefault("16777216")
    long maxBytes();
}
