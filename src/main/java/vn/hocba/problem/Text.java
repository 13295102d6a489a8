package vn.hocba.problem;

/**
 * One message in the two languages of the API; both are always sent.
 *
 * @param vi Vietnamese, as a teacher would read it
 * @param en English
 */
public record Text(String vi, String en) {

    /** The message in the language, Vietnamese unless it is {@code en}. */
    public String in(String language) {
        return language.equals("en") ? en : vi;
    }
}
