package vn.hocba.sandbox.control;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hocba.sandbox.http.Json;
import vn.hocba.sandbox.http.Refusal;
import vn.hocba.sandbox.http.Reply;
import vn.hocba.sandbox.http.Request;
import vn.hocba.sandbox.people.People;
import vn.hocba.sandbox.people.Person;
import vn.hocba.sandbox.people.SamplePeople;
import vn.hocba.sandbox.signing.CertificateStatus;
import vn.hocba.sandbox.signing.Consent;
import vn.hocba.sandbox.signing.Credential;
import vn.hocba.sandbox.signing.CredentialSettings;
import vn.hocba.sandbox.signing.Credentials;
import vn.hocba.sandbox.signing.KeyAlgorithm;
import vn.hocba.sandbox.signing.SigningRefused;

/** Adds invented people and their credentials, at start and on request, and changes credentials. */
public final class Registrar {

    private final People people;
    private final Credentials credentials;

    public Registrar(People people, Credentials credentials) {
        this.people = people;
        this.credentials = credentials;
    }

    /** The sample people and what each signs with. */
    public void addSamples() {
        SamplePeople.all().forEach(people::add);
        sample("gvcn.lan", KeyAlgorithm.P_256, Consent.PHONE);
        sample("gvcn.minh", KeyAlgorithm.RSA_2048, Consent.PIN);
        sample("gvcn.thu", KeyAlgorithm.P_256, Consent.PAGE);
        sample("ht.hung", KeyAlgorithm.RSA_2048, Consent.PIN_AND_OTP);
        sample("pht.thao", KeyAlgorithm.P_256, Consent.PIN);
        sample("vt.mai", KeyAlgorithm.RSA_2048, Consent.PIN);
        sample("gvcn.khac", KeyAlgorithm.P_256, Consent.PHONE);
        sample("ht.khac", KeyAlgorithm.P_256, Consent.PHONE);
        sample("vt.khac", KeyAlgorithm.P_256, Consent.PIN);
    }

    private void sample(String account, KeyAlgorithm algorithm, Consent consent) {
        Person person = people.find(account).orElseThrow();
        Credential _ = credentials
                .issue(person, null, algorithm, CredentialSettings.of(consent))
                .orElseThrow();
    }

    Reply add(Request request) {
        NewPerson asked = Json.bind(request.body(), NewPerson.class);
        String organisation = required("organisation", asked.organisation());
        Person person = new Person(
                required("account", asked.account()),
                required("name", asked.name()),
                Objects.requireNonNullElse(asked.password(), SamplePeople.PASSWORD),
                Objects.requireNonNullElse(asked.roles(), List.of()),
                organisation,
                Objects.requireNonNullElseGet(
                        asked.organisationName(), () -> SamplePeople.organisationName(organisation)),
                asked.personalNumber(),
                asked.taxCode());
        List<NewCredential> wanted = Objects.requireNonNullElse(asked.credentials(), List.of());
        if (!wanted.isEmpty() && person.holder().isEmpty()) {
            throw new Refusal(Reply.text(400, "Credentials need a personalNumber or a taxCode"));
        }
        List<CredentialSettings> settings = wanted.stream()
                .map(one -> one.settings(CredentialSettings.of(Consent.PHONE)))
                .toList();
        if (!people.add(person)) {
            throw new Refusal(Reply.text(409, "The account is taken: " + person.account()));
        }
        for (int i = 0; i < wanted.size(); i++) {
            NewCredential one = wanted.get(i);
            Credential made = credentials
                    .issue(person, one.id(), one.keyAlgorithm(), settings.get(i))
                    .orElseThrow(() -> new Refusal(Reply.text(409, "The credential id is taken: " + one.id())));
            if (settings.get(i).certificateStatus() == CertificateStatus.REVOKED) {
                credentials.certificateStatus(made, CertificateStatus.REVOKED);
            }
        }
        return Reply.json(201, describe(person));
    }

    Reply list(Request request) {
        return Reply.json(200, people.all().stream().map(this::describe).toList());
    }

    /** {@code POST /control/credentials/<id>}. */
    Reply change(Request request) {
        NewCredential asked = Json.bind(request.body(), NewCredential.class);
        Credential credential = credential(request.rest());
        credential.change(asked::settings);
        Optional<CertificateStatus> status = asked.certificateStatus();
        status.ifPresent(changed -> credentials.certificateStatus(credential, changed));
        if (Boolean.TRUE.equals(asked.unlock())) {
            credential.unlock();
        }
        return Reply.json(200, describe(credential));
    }

    /** The credential; refused with 404 when there is none. */
    Credential credential(String id) {
        try {
            return credentials.get(id);
        } catch (SigningRefused unknown) {
            throw new Refusal(Reply.text(404, "No credential " + id));
        }
    }

    private Map<String, Object> describe(Person person) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("account", person.account());
        description.put("name", person.name());
        description.put("roles", person.roles());
        description.put("organisation", person.organisation());
        description.put("organisationName", person.organisationName());
        description.put("personalNumber", person.personalNumber());
        description.put("taxCode", person.taxCode());
        List<Credential> held = credentials.of(person);
        description.put("credentialIDs", held.stream().map(Credential::id).toList());
        description.put("credentials", held.stream().map(Registrar::describe).toList());
        return description;
    }

    private static Map<String, Object> describe(Credential credential) {
        CredentialSettings settings = credential.settings();
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("id", credential.id());
        description.put("algorithm", credential.algorithm().wireName());
        description.put("consent", settings.consent().wireName());
        description.put("multisign", settings.multisign());
        description.put("scal", settings.scal());
        description.put("enabled", settings.enabled());
        description.put("certificateStatus", settings.certificateStatus().wireName());
        return description;
    }

    private static String required(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new Refusal(Reply.text(400, field + " is required"));
        }
        return value;
    }
}
