package vn.hocba.sandbox.people;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Everyone who can log in or sign. */
public final class People {

    private final Map<String, Person> byAccount = new ConcurrentHashMap<>();

    /** Adds a person; false when the account is taken. */
    public boolean add(Person person) {
        return byAccount.putIfAbsent(person.account(), person) == null;
    }

    public Optional<Person> find(String account) {
        return Optional.ofNullable(byAccount.get(account));
    }

    public Optional<Person> authenticate(String account, String password) {
        return find(account)
                .filter(person -> MessageDigest.isEqual(
                        person.password().getBytes(StandardCharsets.UTF_8), password.getBytes(StandardCharsets.UTF_8)));
    }

    public List<Person> all() {
        return byAccount.values().stream()
                .sorted(Comparator.comparing(Person::organisation).thenComparing(Person::account))
                .toList();
    }
}
