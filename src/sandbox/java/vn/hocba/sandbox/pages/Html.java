package vn.hocba.sandbox.pages;

import java.util.Map;

/** Fills page templates. */
public final class Html {

    private Html() {}

    /** The text with everything that HTML would interpret escaped; fit for content and quoted attributes. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** Puts values, which must be HTML already, in place of <code>{{name}}</code>. */
    public static String fill(String template, Map<String, String> values) {
        StringBuilder page = new StringBuilder();
        int at = 0;
        for (int open = template.indexOf("{{"); open >= 0; open = template.indexOf("{{", at)) {
            int close = template.indexOf("}}", open);
            String name = template.substring(open + 2, close);
            String value = values.get(name);
            if (value == null) {
                throw new IllegalArgumentException("No value for " + name);
            }
            page.append(template, at, open).append(value);
            at = close + 2;
        }
        return page.append(template, at, template.length()).toString();
    }
}
