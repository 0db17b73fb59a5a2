package io.peregrine.json;

/** Resolves the escapes of a JSON string, for text that people read. Malformed escapes are left as they are. */
final class JsonEscapes {
    private JsonEscapes() {
    }

    static String resolve(final String raw) {
        final StringBuilder text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            final char c = raw.charAt(i);
            if (c != '\\' || i + 1 == raw.length()) {
                text.append(c);
                continue;
            }
            final char escape = raw.charAt(++i);
            final int unit = escape == 'u' ? codeUnit(raw, i + 1) : simple(escape);
            if (unit < 0) {
                text.append(c).append(escape);
                continue;
            }
            text.append((char) unit);
            i += escape == 'u' ? 4 : 0;
        }
        return text.toString();
    }

    private static int simple(final char escape) {
        return switch (escape) {
            case '"', '\\', '/' -> escape;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> -1;
        };
    }

    private static int codeUnit(final String raw, final int start) {
        if (start + 4 > raw.length()) {
            return -1;
        }
        int unit = 0;
        for (int i = start; i < start + 4; i++) {
            final int digit = Character.digit(raw.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }
}
