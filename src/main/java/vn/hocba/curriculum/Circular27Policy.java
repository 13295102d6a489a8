package vn.hocba.curriculum;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vn.hocba.transcript.AwardTitle;
import vn.hocba.transcript.Competence;
import vn.hocba.transcript.Quality;
import vn.hocba.transcript.SchoolYear;
import vn.hocba.transcript.SubjectLevel;
import vn.hocba.transcript.TraitLevel;
import vn.hocba.transcript.YearResult;

/**
 * One version of what Thông tư 27/2020/TT-BGDĐT and its amendments demand. Everything that an amendment may change is here.
 *
 * @param version name of the version, kept with each locked revision
 * @param appliesFrom the school year from which each grade follows it
 * @param lowestMark lowest test mark
 * @param highestMark highest test mark
 * @param qualities qualities that are assessed
 * @param competences the grades in which each competence is assessed
 * @param yearResults Điều 9, best result first; what fits none is not completed
 * @param bestResultAfterSummer what a re-assessment can reach at most
 * @param awards the year results that each award needs; an award that is not here needs none
 * @param lastGrade the grade that completes primary school
 * @param mandatory pointers of fields that every transcript has
 * @param mandatoryForCitizens pointers of fields that a foreign pupil may lack
 * @param recommended pointers of fields whose absence is worth a warning
 * @param citizens the nationality of pupils who have a personal number
 * @param age ages at the end of the calendar year in which the school year starts
 * @param plausible bounds of numbers outside of which a warning is given, by field
 * @param longest most characters of a text, by kind of text
 */
record Circular27Policy(
        String version,
        Map<Integer, SchoolYear> appliesFrom,
        int lowestMark,
        int highestMark,
        Set<Quality> qualities,
        Map<Competence, Set<Integer>> competences,
        List<Criterion> yearResults,
        YearResult bestResultAfterSummer,
        Map<AwardTitle, Set<YearResult>> awards,
        int lastGrade,
        List<String> mandatory,
        List<String> mandatoryForCitizens,
        List<String> recommended,
        String citizens,
        Age age,
        Map<String, Bounds> plausible,
        Map<String, Integer> longest) {

    /** Levels and year-end marks that a year result needs. */
    record Criterion(YearResult result, Set<SubjectLevel> subjects, Set<TraitLevel> traits, int lowestMark) {}

    record Age(int usualInGrade1, int youngerBy, int olderBy, int impossibleBelow, int impossibleAbove) {
        int usualIn(int grade) {
            return usualInGrade1 + grade - 1;
        }
    }

    record Bounds(BigDecimal lowest, BigDecimal highest) {
        boolean contain(BigDecimal value) {
            return value.compareTo(lowest) >= 0 && value.compareTo(highest) <= 0;
        }
    }

    static List<Circular27Policy> bundled() {
        return PolicyFile.read("circular27.json", Circular27Policy::of);
    }

    boolean assesses(Competence competence, int grade) {
        return competences.getOrDefault(competence, Set.of()).contains(grade);
    }

    Bounds plausible(String field) {
        Bounds bounds = plausible.get(field);
        if (bounds == null) {
            throw new IllegalStateException("policy data lacks bounds of " + field);
        }
        return bounds;
    }

    int longest(String kind) {
        Integer most = longest.get(kind);
        if (most == null) {
            throw new IllegalStateException("policy data lacks the length of " + kind);
        }
        return most;
    }

    private static Circular27Policy of(JsonNode json) {
        JsonNode marks = PolicyFile.required(json, "marks");
        JsonNode age = PolicyFile.required(json, "age");
        Map<Competence, Set<Integer>> competences = new EnumMap<>(Competence.class);
        JsonNode assessed = PolicyFile.required(json, "competences");
        assessed.fieldNames()
                .forEachRemaining(name -> competences.put(
                        PolicyFile.constant(Competence.class, name), PolicyFile.grades(assessed, name)));
        Map<AwardTitle, Set<YearResult>> awards = new EnumMap<>(AwardTitle.class);
        PolicyFile.required(json, "awards")
                .properties()
                .forEach(award -> awards.put(
                        PolicyFile.constant(AwardTitle.class, award.getKey()),
                        PolicyFile.constants(YearResult.class, award.getValue())));
        Map<String, Bounds> plausible = new HashMap<>();
        PolicyFile.required(json, "plausible")
                .properties()
                .forEach(field -> plausible.put(
                        field.getKey(),
                        new Bounds(
                                field.getValue().path(0).decimalValue(),
                                field.getValue().path(1).decimalValue())));
        Map<String, Integer> longest = new HashMap<>();
        PolicyFile.required(json, "longest")
                .properties()
                .forEach(kind -> longest.put(kind.getKey(), kind.getValue().asInt()));
        return new Circular27Policy(
                PolicyFile.text(json, "version"),
                PolicyFile.appliesFrom(json),
                PolicyFile.number(marks, "lowest"),
                PolicyFile.number(marks, "highest"),
                PolicyFile.constants(Quality.class, PolicyFile.required(json, "qualities")),
                competences,
                PolicyFile.stream(PolicyFile.required(json, "yearResults"))
                        .map(Circular27Policy::criterion)
                        .toList(),
                PolicyFile.constant(YearResult.class, PolicyFile.text(json, "bestResultAfterSummer")),
                awards,
                PolicyFile.number(json, "lastGrade"),
                PolicyFile.texts(json, "mandatory"),
                PolicyFile.texts(json, "mandatoryForCitizens"),
                PolicyFile.texts(json, "recommended"),
                PolicyFile.text(json, "citizens"),
                new Age(
                        PolicyFile.number(age, "usualInGrade1"),
                        PolicyFile.number(age, "youngerBy"),
                        PolicyFile.number(age, "olderBy"),
                        PolicyFile.number(age, "impossibleBelow"),
                        PolicyFile.number(age, "impossibleAbove")),
                plausible,
                longest);
    }

    private static Criterion criterion(JsonNode json) {
        return new Criterion(
                PolicyFile.constant(YearResult.class, PolicyFile.text(json, "result")),
                PolicyFile.constants(SubjectLevel.class, PolicyFile.required(json, "subjects")),
                PolicyFile.constants(TraitLevel.class, PolicyFile.required(json, "traits")),
                PolicyFile.number(json, "lowestMark"));
    }
}
