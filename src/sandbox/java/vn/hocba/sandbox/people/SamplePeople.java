package vn.hocba.sandbox.people;

import java.util.List;

/** The people of two invented primary schools and the platform's operator; every password is {@value #PASSWORD}. */
public final class SamplePeople {

    public static final String PASSWORD = "sandbox";

    private static final String HOA_SEN = "79760501";
    private static final String HUONG_DUONG = "79760502";

    private SamplePeople() {}

    public static List<Person> all() {
        return List.of(
                staff("gvcn.lan", "Nguyễn Thị Lan", "homeroom_teacher", HOA_SEN, "079185000011"),
                staff("gvcn.minh", "Trần Quang Minh", "homeroom_teacher", HOA_SEN, "079083000022"),
                staff("gvcn.thu", "Đỗ Minh Thu", "homeroom_teacher", HOA_SEN, "079186000055"),
                staff("ht.hung", "Lê Văn Hùng", "principal", HOA_SEN, "079070000033"),
                staff("pht.thao", "Phạm Thu Thảo", "principal", HOA_SEN, "079178000044"),
                sealOfficer("vt.mai", "Võ Thị Mai", HOA_SEN, "0301234567"),
                staff("qt.khoa", "Đặng Đăng Khoa", "school_administrator", HOA_SEN, "079090000066"),
                staff("gvcn.khac", "Bùi Ngọc Hà", "homeroom_teacher", HUONG_DUONG, "079188000077"),
                staff("ht.khac", "Hồ Sĩ Phúc", "principal", HUONG_DUONG, "079072000088"),
                sealOfficer("vt.khac", "Dương Thu Hằng", HUONG_DUONG, "0307654321"),
                staff("qt.khac", "Lý Gia Bảo", "school_administrator", HUONG_DUONG, "079091000099"),
                new Person(
                        "platform.operator",
                        "Vận hành nền tảng",
                        PASSWORD,
                        List.of("platform_operator"),
                        "platform",
                        "Nền tảng học bạ số",
                        null,
                        null));
    }

    /** Whether this is one of the people that every sandbox has. */
    public static boolean isSample(Person person) {
        return all().contains(person);
    }

    /** The name of a sample school, or a plain one for any other code. */
    public static String organisationName(String code) {
        return switch (code) {
            case HOA_SEN -> "Trường Tiểu học Hoa Sen";
            case HUONG_DUONG -> "Trường Tiểu học Hướng Dương";
            default -> "Trường " + code;
        };
    }

    private static Person staff(String account, String name, String role, String school, String personalNumber) {
        return new Person(
                account, name, PASSWORD, List.of(role), school, organisationName(school), personalNumber, null);
    }

    private static Person sealOfficer(String account, String name, String school, String taxCode) {
        return new Person(
                account, name, PASSWORD, List.of("seal_officer"), school, organisationName(school), null, taxCode);
    }
}
