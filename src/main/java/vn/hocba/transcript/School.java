package vn.hocba.transcript;

import java.util.regex.Pattern;

/**
 * The school that issues a transcript.
 *
 * @param departmentCode code of the provincial department (Sở GDĐT), for example {@code 79}
 * @param code the school's code at the ministry, for example {@code 79760501}
 * @param name full name, as printed on its documents
 * @param place place of issue, as written before the date: {@code Thành phố Hồ Chí Minh}
 * @param taxCode tax code (mã số thuế): 10 digits, a dependent unit with 3 more after a hyphen
 */
public record School(String departmentCode, String code, String name, String place, String taxCode) {
    private static final Pattern CODE = Pattern.compile("[0-9A-Za-z]{1,20}");
    private static final Pattern TAX_CODE = Pattern.compile("[0-9]{10}(-[0-9]{3})?");

    /** @throws InvalidValueException when a component is empty or a code malformed */
    public School {
        departmentCode = Text.matching(
                "departmentCode", departmentCode, CODE, "mã gồm chữ và số", "a code of letters and digits");
        code = Text.matching("code", code, CODE, "mã gồm chữ và số", "a code of letters and digits");
        name = Text.required("name", name);
        place = Text.required("place", place);
        taxCode = Text.matching("taxCode", taxCode, TAX_CODE, "mã số thuế 10 chữ số", "a tax code of 10 digits");
    }
}
