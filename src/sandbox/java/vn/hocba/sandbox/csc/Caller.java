package vn.hocba.sandbox.csc;

import java.util.Optional;
import vn.hocba.sandbox.people.Person;

/**
 * With whose token a call came.
 *
 * @param person who logged in; empty for a relying party's own login
 * @param activation the activation data that a token of scope {@code credential} is; empty for any other token
 */
record Caller(Optional<Person> person, Optional<String> activation) {

    static final Caller RELYING_PARTY = new Caller(Optional.empty(), Optional.empty());

    static Caller of(Person person) {
        return new Caller(Optional.of(person), Optional.empty());
    }

    static Caller holding(String activation) {
        return new Caller(Optional.empty(), Optional.of(activation));
    }

    @Override
    public String toString() {
        return "Caller[" + person.map(Person::account).orElse("") + "]";
    }
}
