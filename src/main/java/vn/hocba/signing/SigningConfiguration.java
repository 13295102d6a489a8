package vn.hocba.signing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** What is configured for the ceremony, under {@code hocba.signing}. */
@ConfigMapping(prefix = "hocba.signing")
public interface SigningConfiguration {

    /** How long a replica owns a session without renewing; after a crash, others take over when it has run out. */
    @WithDefault("30S")
    Duration lease();

    /** How long an answer of the service is kept in memory while the database is away. */
    @WithDefault("10M")
    Duration keep();

    /** How often the dispatcher looks for sessions that are due; those made due by this replica are taken at once. */
    @WithDefault("1S")
    Duration poll();

    /** Longest wait between two questions about a person or an order, unless the service or its provider's setting names a longer one. */
    @WithDefault("10S")
    Duration longestPoll();

    /**
     * Longest use of a consent, whatever the service permits, and longest wait for the signatures of an order that the service took:
     * then the session ends, and can be resumed.
     */
    @WithDefault("24H")
    Duration longestWait();

    /** Sessions that this replica advances at once at each provider, and as many that it embeds. */
    @WithDefault("8")
    int concurrency();

    /** People whom this replica has asked at once at each provider, by calls that may last until they have decided. */
    @WithDefault("100")
    int consents();

    /** Longest wait for answers that are under way when this replica is told to stop. */
    @WithDefault("130S")
    Duration stop();

    /** Signatures that are verified, embedded and committed together. */
    @WithDefault("200")
    int chunk();

    /** Digests in one order from which the service is asked to sign in its own time (mode A) instead of while we wait. */
    @WithDefault("200")
    int asynchronousFrom();

    /** Most transcripts in one request. */
    @WithDefault("2000")
    int maxItems();

    /** How long a certificate must still last when a request is opened: consent, signatures and their timestamps may take so long. */
    @WithDefault("2H")
    Duration window();

    /** Signatures that are prepared and not consented to yet. */
    Prepared preparation();

    /** What a preparation may cost, and how long it holds. */
    interface Prepared {

        /** Transcripts that this replica prepares at once. */
        @WithDefault("4000")
        int most();

        /** Age at which it can no longer be consented to: it says when it was signed, which must not be long ago. */
        @WithDefault("24H")
        Duration expires();

        /** How long a request waits for its signer, to consent or to resume, until it is given up, so that its transcripts are free. */
        @WithDefault("48H")
        Duration ends();

        /** How often those are looked for. */
        @WithDefault("1M")
        Duration look();

        /** Age from which the certificate is checked again before the consent. */
        @WithDefault("1H")
        Duration recheck();
    }

    /** Wait after a first failed call. */
    @WithDefault("1S")
    Duration firstRetry();

    /** Longest wait between two calls. */
    @WithDefault("30S")
    Duration longestRetry();

    /** Failed calls in a row after which a session without a valid consent gives up, and useless answers to one question of any. */
    @WithDefault("20")
    int attempts();

    /** Consent on a provider's page. */
    ConsentPage consentPage();

    /** What happens to browsers that come back from there. */
    interface ConsentPage {

        /**
         * The front-end's page that they are sent on to, with the request's id ({@code signingRequest}) and what became of it
         * ({@code consent}: given, refused, failed); if absent, a page of our own tells it.
         */
        Optional<URI> returnTo();
    }

    /** Streams of events about requests. */
    Streams streams();

    /** What a stream may cost. */
    interface Streams {

        /** How often a stream looks whether its request has changed, besides when it is told so. */
        @WithDefault("2S")
        Duration look();

        /** Longest silence; then a comment keeps proxies from closing the connection. */
        @WithDefault("10S")
        Duration heartbeat();

        /** Streams that one account may have open at once, at one replica. */
        @WithDefault("10")
        int perPerson();

        /** Streams that one replica serves at once. */
        @WithDefault("500")
        int perProcess();
    }
}
