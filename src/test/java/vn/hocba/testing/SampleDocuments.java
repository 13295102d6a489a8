package vn.hocba.testing;

import java.nio.charset.StandardCharsets;
import vn.hocba.document.CanonicalXml;
import vn.hocba.document.TranscriptDocument;

/** Unsigned files of the layout, for tests that do not care what a transcript says. */
public final class SampleDocuments {

    private SampleDocuments() {}

    /** A file whose signed content is this canonical XML. */
    public static byte[] file(String content) {
        return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        + "<HOC_BA PHIEN_BAN=\"1.0\"><DU_LIEU_HOC_BA Id=\"data\"><THONG_TIN_HOC_BA Id=\"thongtinhocba\">"
                        + content
                        + "</THONG_TIN_HOC_BA><DANH_SACH_THONG_TIN_KY><DANH_SACH_GVBM></DANH_SACH_GVBM><GVCN></GVCN>"
                        + "</DANH_SACH_THONG_TIN_KY></DU_LIEU_HOC_BA><PHAT_HANH_HOC_BA><CBQL></CBQL>"
                        + "<KY_PHAT_HANH></KY_PHAT_HANH></PHAT_HANH_HOC_BA></HOC_BA>")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** A small one. */
    public static TranscriptDocument small() {
        return TranscriptDocument.of(file("<HO_TEN>Nguyễn Văn An</HO_TEN><NHAN_XET>Chăm &amp; ngoan</NHAN_XET>"));
    }

    /** One with random content: all of Unicode that XML allows, attributes, nesting. */
    public static TranscriptDocument random(long seed) {
        CanonicalXml xml = CanonicalXml.fragment().start("R");
        new RandomXml(seed).content(xml, 5);
        String content = new String(xml.end().toBytes(), StandardCharsets.UTF_8);
        return TranscriptDocument.of(file(content));
    }
}
