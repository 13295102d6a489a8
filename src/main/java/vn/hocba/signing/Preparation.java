package vn.hocba.signing;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import vn.hocba.directory.TimeOrderedIds;
import vn.hocba.document.TranscriptDocument;
import vn.hocba.document.TranscriptXmlWriter;
import vn.hocba.pki.DataToBeSignedRepresentation;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.remotesigning.ConsentMode;
import vn.hocba.remotesigning.Credential;
import vn.hocba.remotesigning.RemoteSigningServices;
import vn.hocba.signing.SessionColumns.StateName;
import vn.hocba.transcript.Transcript;
import vn.hocba.workers.Workers;
import vn.hocba.xades.ProductionPlace;
import vn.hocba.xades.SignatureProfile;
import vn.hocba.xades.SignatureTemplate;

/**
 * Fixes the signatures of a batch on the workers: writes what has no XML yet, prepares each signature over the document
 * of the slot before, and lays the digests out in sessions of at most as many as the credential signs per consent, which
 * go to the service in orders of at most as many as it takes.
 */
@ApplicationScoped
class Preparation {

    private static final int CHUNK = 50;

    private final RemoteSigningServices services;
    private final Workers workers;
    private final SigningRequestViews views;
    private final SigningConfiguration configuration;
    private final Clock clock;

    Preparation(
            RemoteSigningServices services,
            Workers workers,
            SigningRequestViews views,
            SigningConfiguration configuration,
            Clock clock) {
        this.services = services;
        this.workers = workers;
        this.views = views;
        this.configuration = configuration;
        this.clock = clock;
    }

    /** What a signature is prepared over. */
    sealed interface Base {
        /** The XML with the slots before filled. */
        @SuppressWarnings("ArrayRecordComponent") // short-lived, never compared
        record Stored(byte[] xml) implements Base {}

        /** A locked revision of which no XML was written yet. */
        record Unwritten(Transcript transcript) implements Base {}
    }

    /** One transcript to be signed, for a new item or one that is resumed. */
    record ToSign(UUID item, UUID transcriptId, int revision, String label, Base base) {}

    /**
     * @param firstOrdinal of the first session: 1 in a new request
     */
    Uni<List<NewSession>> prepare(Signatory signatory, Credential credential, List<ToSign> batch, int firstOrdinal) {
        var algorithm = SignerCredential.algorithm(credential, clock.instant().plus(configuration.window()))
                .orElseThrow(() -> new IllegalArgumentException("the credential was not checked"));
        var template = SignatureTemplate.of(SignatureProfile.of(
                signatory.slot(),
                credential.certificate(),
                algorithm,
                clock.instant(),
                signatory.claimedRole(),
                ProductionPlace.inVietNam(signatory.school().place())));
        return Multi.createFrom()
                .iterable(chunks(batch, CHUNK))
                .onItem()
                .transformToUniAndConcatenate(chunk -> workers.compute(() ->
                        chunk.stream().map(each -> prepare(each, template)).toList()))
                .collect()
                .in(ArrayList<NewItem>::new, List::addAll)
                .map(prepared -> sessions(credential, algorithm, prepared, firstOrdinal));
    }

    private static NewItem prepare(ToSign each, SignatureTemplate template) {
        var document = switch (each.base()) {
            case Base.Stored stored -> TranscriptDocument.of(stored.xml());
            case Base.Unwritten unwritten -> TranscriptXmlWriter.write(unwritten.transcript());
        };
        var signature = template.prepare(document);
        return new NewItem(
                each.item(),
                each.transcriptId(),
                each.revision(),
                signature.slot(),
                each.label(),
                signature.encoded(),
                signature.representation().digest(),
                each.base() instanceof Base.Unwritten
                        ? Optional.of(new DocumentStore.Document(
                                each.transcriptId(), each.revision(), 0, 0, document.bytes(), Optional.empty()))
                        : Optional.empty());
    }

    private List<NewSession> sessions(
            Credential credential, SignatureAlgorithm algorithm, List<NewItem> prepared, int firstOrdinal) {
        var consent = SigningRequestViews.consent(credential.consent());
        boolean onPhone = credential.consent() instanceof ConsentMode.OutOfBand;
        var now = clock.instant();
        var sessions = new ArrayList<NewSession>();
        for (var items : chunks(prepared, credential.maxSignatures())) {
            boolean first = sessions.isEmpty();
            sessions.add(new NewSession(
                    TimeOrderedIds.next(),
                    firstOrdinal + sessions.size(),
                    credential.reference(),
                    algorithm,
                    credential.scal(),
                    views.stored(consent),
                    credential
                            .code()
                            .of(items.stream()
                                    .map(item -> new DataToBeSignedRepresentation(algorithm.digest(), item.digest()))
                                    .toList()),
                    services.mostDigests(credential.reference().provider()),
                    onPhone ? StateName.PREPARED : StateName.AWAITING_FACTORS,
                    onPhone && first ? now : null,
                    now,
                    items));
        }
        return List.copyOf(sessions);
    }

    private static <T> List<List<T>> chunks(List<T> all, int size) {
        var chunks = new ArrayList<List<T>>();
        for (int from = 0; from < all.size(); from += size) {
            chunks.add(List.copyOf(all.subList(from, Math.min(all.size(), from + size))));
        }
        return chunks;
    }
}
