package vn.hocba.draft;

/** Bodies that the API's documentation shows and that can be sent as they are. The people are invented. */
final class TranscriptExample {

    /** A complete transcript of grade 4, ready to be locked. */
    static final String CONTENT_FIELDS = """
              "transcriptCode": "HB-79760501-0000000001",
              "registerNumber": "4A-01",
              "pupil": {
                "pupilCode": "7912345678",
                "personalNumber": "079316000001",
                "fullName": "Nguyễn Hoài An",
                "dateOfBirth": "2016-03-14",
                "gender": "FEMALE",
                "ethnicity": "Kinh",
                "nationality": "Việt Nam",
                "placeOfBirth": "Thành phố Hồ Chí Minh",
                "homeTown": "Tỉnh Vĩnh Long",
                "address": "12 đường Hoa Mai, phường Tân Định, Thành phố Hồ Chí Minh",
                "fatherName": "Nguyễn Văn Bình",
                "motherName": "Lê Thị Thu Hà"
              },
              "disabilityNotAssessed": false,
              "health": {"heightCm": 132.5, "weightKg": 29.4, "condition": "Sức khỏe tốt"},
              "attendance": {"absentWithLeave": 2, "absentWithoutLeave": 0},
              "studyHistory": [
                {"schoolYear": "2024-2025", "className": "3A", "schoolName": "Trường Tiểu học Hoa Sen"}
              ],
              "results": {
                "subjects": [
                  {"subject": "VIETNAMESE", "level": "COMPLETED_WELL", "midTermMark": 9, "yearEndMark": 9,
                   "comment": "Em đọc lưu loát, viết câu văn giàu hình ảnh."},
                  {"subject": "MATHEMATICS", "level": "COMPLETED_WELL", "midTermMark": 9, "yearEndMark": 10,
                   "comment": "Em tính toán nhanh và chính xác."},
                  {"subject": "FOREIGN_LANGUAGE_1", "language": "Tiếng Anh", "level": "COMPLETED_WELL",
                   "yearEndMark": 10, "comment": "Em phát âm chuẩn, tự tin khi giao tiếp."},
                  {"subject": "ETHICS", "level": "COMPLETED_WELL", "comment": "Em lễ phép, biết quan tâm đến mọi người."},
                  {"subject": "HISTORY_AND_GEOGRAPHY", "level": "COMPLETED_WELL", "yearEndMark": 9,
                   "comment": "Em kể lại rõ ràng các sự kiện đã học."},
                  {"subject": "SCIENCE", "level": "COMPLETED_WELL", "yearEndMark": 9,
                   "comment": "Em ham tìm hiểu, giải thích tốt các hiện tượng."},
                  {"subject": "INFORMATICS_AND_TECHNOLOGY", "level": "COMPLETED_WELL", "yearEndMark": 9,
                   "comment": "Em sử dụng máy tính thành thạo."},
                  {"subject": "PHYSICAL_EDUCATION", "level": "COMPLETED_WELL", "comment": "Em tập luyện tích cực."},
                  {"subject": "MUSIC", "level": "COMPLETED_WELL", "comment": "Em hát đúng giai điệu."},
                  {"subject": "FINE_ARTS", "level": "COMPLETED_WELL", "comment": "Em vẽ sáng tạo, phối màu hài hòa."},
                  {"subject": "EXPERIENTIAL_ACTIVITIES", "level": "COMPLETED_WELL", "comment": "Em tham gia nhiệt tình."}
                ],
                "qualities": {
                  "PATRIOTISM": "GOOD", "KINDNESS": "GOOD", "DILIGENCE": "GOOD", "HONESTY": "GOOD",
                  "RESPONSIBILITY": "GOOD"
                },
                "qualitiesComment": "Em yêu quê hương, trung thực và có trách nhiệm.",
                "competences": {
                  "AUTONOMY_AND_LEARNING": "GOOD", "COMMUNICATION_AND_COOPERATION": "GOOD",
                  "PROBLEM_SOLVING_AND_CREATIVITY": "GOOD", "LANGUAGE": "GOOD", "CALCULATION": "GOOD",
                  "SCIENCE": "GOOD", "TECHNOLOGY": "GOOD", "INFORMATICS": "GOOD", "AESTHETICS": "GOOD",
                  "PHYSICAL": "GOOD"
                },
                "generalCompetencesComment": "Em biết tự học và hợp tác tốt với bạn.",
                "specificCompetencesComment": "Em phát triển đều các năng lực đặc thù.",
                "yearResult": "EXCELLENT"
              },
              "awards": [{"title": "EXCELLENT_PUPIL"}],
              "certificates": [],
              "homeroomComment": "Em chăm ngoan, học tốt, luôn giúp đỡ bạn bè.",
              "decision": {"programmeCompleted": true, "promoted": true}
            """;

    static final String CONTENT = "{\n" + CONTENT_FIELDS + "}";

    static final String NEW = "{\n  \"classId\": \"0199a1b2-0000-7000-8000-000000000001\",\n" + CONTENT_FIELDS + "}";

    static final String IMPORT = "{\"items\": [{\n" + CONTENT_FIELDS + "}]}";

    static final String REASON = "{\"reason\": \"Điểm Toán cuối năm nhập nhầm.\"}";

    private TranscriptExample() {}
}
