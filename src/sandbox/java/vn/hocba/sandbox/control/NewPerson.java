package vn.hocba.sandbox.control;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /control/people}.
 *
 * @param password {@code sandbox} when absent
 * @param taxCode makes the credentials the organisation's seal
 */
record NewPerson(
        @Nullable String account,
        @Nullable String name,
        @Nullable String password,
        @Nullable List<String> roles,
        @Nullable String organisation,
        @Nullable String organisationName,
        @Nullable String personalNumber,
        @Nullable String taxCode,
        @Nullable List<NewCredential> credentials) {

    @Override
    public String toString() {
        return "NewPerson[" + account + "]";
    }
}
