package vn.hocba.problem;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bean Validation's findings as {@link FieldError}s: body fields by pointer, parameters by name. */
final class Violations {

    private Violations() {}

    static ProblemException problem(ConstraintViolationException failure) {
        List<FieldError> errors = failure.getConstraintViolations().stream()
                .map(Violations::fieldError)
                .sorted(Comparator.comparing(Violations::place))
                .toList();
        boolean inBody = errors.stream().anyMatch(error -> error.pointer() != null);
        return new ProblemException(inBody ? ProblemType.VALIDATION_FAILED : ProblemType.INVALID_PARAMETER, errors);
    }

    private static String place(FieldError error) {
        return error.pointer() + "|" + error.parameter() + "|" + error.code();
    }

    private static FieldError fieldError(ConstraintViolation<?> violation) {
        Rule rule = rule(
                violation
                        .getConstraintDescriptor()
                        .getAnnotation()
                        .annotationType()
                        .getSimpleName(),
                violation.getConstraintDescriptor().getAttributes());
        StringBuilder pointer = new StringBuilder();
        @Nullable String parameter = null;
        boolean inBody = false;
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getKind() == ElementKind.PARAMETER) {
                parameter = node.getName();
                inBody = "body".equals(parameter);
            } else if (node.getKind() == ElementKind.PROPERTY || node.getKind() == ElementKind.CONTAINER_ELEMENT) {
                inBody = true;
                append(pointer, node);
            }
        }
        return new FieldError(inBody ? pointer.toString() : null, inBody ? null : parameter, rule.code, rule.messages);
    }

    private static void append(StringBuilder pointer, Path.Node node) {
        if (node.getIndex() != null) {
            pointer.append('/').append(node.getIndex());
        } else if (node.getKey() != null) {
            pointer.append('/').append(JsonFailures.escape(node.getKey().toString()));
        }
        if (node.getKind() == ElementKind.PROPERTY && node.getName() != null) {
            pointer.append('/').append(JsonFailures.escape(node.getName()));
        }
    }

    private record Rule(String code, Text messages) {}

    private static Rule rule(String constraint, Map<String, Object> attributes) {
        return switch (constraint) {
            case "NotNull", "NotBlank", "NotEmpty" ->
                new Rule("required", new Text("Không được để trống.", "Must not be empty."));
            case "Size" ->
                new Rule(
                        "wrong-length",
                        new Text(
                                "Độ dài phải từ %s đến %s.".formatted(attributes.get("min"), attributes.get("max")),
                                "The length must be between %s and %s."
                                        .formatted(attributes.get("min"), attributes.get("max"))));
            case "Min", "Max", "Positive", "PositiveOrZero", "DecimalMin", "DecimalMax" ->
                new Rule(
                        "out-of-range",
                        attributes.containsKey("value")
                                ? new Text(
                                        ("Min".equals(constraint) || "DecimalMin".equals(constraint)
                                                        ? "Phải từ %s trở lên."
                                                        : "Không được lớn hơn %s.")
                                                .formatted(attributes.get("value")),
                                        ("Min".equals(constraint) || "DecimalMin".equals(constraint)
                                                        ? "Must be at least %s."
                                                        : "Must be at most %s.")
                                                .formatted(attributes.get("value")))
                                : new Text("Phải là số dương.", "Must be positive."));
            case "Pattern" -> new Rule("wrong-format", new Text("Sai định dạng.", "Has the wrong format."));
            default -> new Rule("invalid", new Text("Giá trị không hợp lệ.", "The value is not valid."));
        };
    }
}
