package vn.hocba.curriculum;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.hocba.transcript.Award;
import vn.hocba.transcript.Certificate;
import vn.hocba.transcript.PrimaryResults;
import vn.hocba.transcript.StudyPeriod;
import vn.hocba.transcript.SubjectRow;
import vn.hocba.transcript.TranscriptContent;

/** Texts that would not fit the printed transcript. Characters that XML forbids never get this far: the content refuses them. */
final class TextLengths {
    private final Circular27Policy policy;
    private final Findings findings;

    TextLengths(Circular27Policy policy, Findings findings) {
        this.policy = policy;
        this.findings = findings;
    }

    void check(TranscriptContent content) {
        for (Field field : Field.ALL) {
            if (field.value().apply(content) instanceof String text) {
                measure(text, field.pointer(), field.kind());
            }
        }
        PrimaryResults results = content.results();
        if (results != null) {
            subjects(results.subjects(), "/results/subjects/");
            if (results.summer() != null) {
                subjects(results.summer().subjects(), "/results/summer/subjects/");
            }
        }
        for (int i = 0; i < content.studyHistory().size(); i++) {
            StudyPeriod period = content.studyHistory().get(i);
            measure(period.className(), "/studyHistory/" + i + "/className", "code");
            measure(period.schoolName(), "/studyHistory/" + i + "/schoolName", "line");
            measure(period.registerNumber(), "/studyHistory/" + i + "/registerNumber", "code");
        }
        for (int i = 0; i < content.awards().size(); i++) {
            Award award = content.awards().get(i);
            measure(award.description(), "/awards/" + i + "/description", "line");
        }
        for (int i = 0; i < content.certificates().size(); i++) {
            Certificate certificate = content.certificates().get(i);
            measure(certificate.name(), "/certificates/" + i + "/name", "line");
            measure(certificate.issuer(), "/certificates/" + i + "/issuer", "line");
        }
    }

    private void subjects(List<SubjectRow> rows, String pointer) {
        for (int i = 0; i < rows.size(); i++) {
            measure(rows.get(i).language(), pointer + i + "/language", "name");
            measure(rows.get(i).comment(), pointer + i + "/comment", "comment");
        }
    }

    private void measure(@Nullable String text, String pointer, String kind) {
        if (text == null) {
            return;
        }
        int most = policy.longest(kind);
        int length = text.codePointCount(0, text.length());
        if (length > most) {
            findings.error(
                    pointer,
                    "too-long",
                    "Nội dung dài " + length + " ký tự, tối đa " + most + " ký tự.",
                    "The text has " + length + " characters; at most " + most + " fit.");
        }
    }
}
