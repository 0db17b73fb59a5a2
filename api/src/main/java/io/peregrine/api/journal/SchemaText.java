package io.peregrine.api.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.agrona.DirectBuffer;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Any message of the internal schema as names and values, read by the schema file itself: a message that is added there is printed here.
 * Covers what the schema uses: numbers, arrays of them, enums, composites, variable text.
 *
 * <p><b>Threading:</b> immutable after construction. <b>Allocates:</b> a map a message; for tools.
 */
final class SchemaText {
    private static final String RESOURCE = "/sbe/messages.xml";
    private static final int HEADER_BYTES = 8;
    private static final String MESSAGE = "message";
    private static final Map<String, Integer> SIZES = Map.of(
            "uint8", 1, "int8", 1, "uint16", 2, "int16", 2, "uint32", 4, "int32", 4, "int64", 8, "uint64", 8);

    private final Map<String, Type> types = new HashMap<>();
    private final Map<Integer, Message> messages = new HashMap<>();

    /** One of: a primitive with a length; an enum, with names by value; a composite, with parts. */
    private record Type(String primitive, int length, Map<Long, String> names, Map<String, Type> parts) {
        int size() {
            return parts == null ? SIZES.get(primitive) * length : parts.values().stream().mapToInt(Type::size).sum();
        }
    }

    private record Message(String name, Map<String, Type> fields, List<String> texts) {
    }

    private SchemaText(final Element schema) {
        for (final Element element : children((Element) schema.getElementsByTagName("types").item(0))) {
            types.put(element.getAttribute("name"), type(element));
        }
        for (final Element element : children(schema)) {
            if ("message".equals(element.getLocalName())) {
                messages.put(Integer.parseInt(element.getAttribute("id")), message(element));
            }
        }
    }

    /** Reads the schema. */
    static SchemaText load() {
        try (InputStream stream = SchemaText.class.getResourceAsStream(RESOURCE)) {
            final DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            return new SchemaText(factory.newDocumentBuilder().parse(stream).getDocumentElement());
        } catch (final IOException | ParserConfigurationException | SAXException e) {
            throw new IllegalStateException("the message schema can not be read: " + e.getMessage(), e);
        }
    }

    /** The message's name, or {@code Template N} for one that this version does not know. */
    String name(final int templateId) {
        final Message message = messages.get(templateId);
        return message == null ? "Template " + templateId : message.name;
    }

    /** Names of all messages. */
    List<String> names() {
        return messages.values().stream().map(Message::name).sorted().toList();
    }

    /** The message's fields in their order; null for a value that is absent. Empty for a message that is not known. */
    Map<String, Object> fields(final DirectBuffer buffer, final int offset, final int length) {
        final Map<String, Object> values = new LinkedHashMap<>();
        final int blockLength = buffer.getShort(offset, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        final Message message = messages.get(buffer.getShort(offset + Short.BYTES, ByteOrder.LITTLE_ENDIAN) & 0xFFFF);
        if (message == null) {
            return values;
        }
        int at = offset + HEADER_BYTES;
        final int blockEnd = at + blockLength;
        for (final Map.Entry<String, Type> field : message.fields.entrySet()) {
            final int size = field.getValue().size();
            values.put(field.getKey(), at + size <= blockEnd ? value(field.getValue(), buffer, at) : null);
            at += size;
        }
        at = blockEnd;
        for (final String text : message.texts) {
            if (at + Short.BYTES <= offset + length) {
                final int bytes = buffer.getShort(at, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
                values.put(text, MESSAGE.equals(text)
                        ? message(buffer, at + Short.BYTES, bytes)
                        : buffer.getStringWithoutLengthUtf8(at + Short.BYTES, bytes));
                at += Short.BYTES + bytes;
            }
        }
        return values;
    }

    /** A message inside a message; null where there is none. */
    private Map<String, Object> message(final DirectBuffer buffer, final int offset, final int length) {
        if (length < HEADER_BYTES) {
            return null;
        }
        final Map<String, Object> message = new LinkedHashMap<>();
        message.put("type", name(buffer.getShort(offset + Short.BYTES, ByteOrder.LITTLE_ENDIAN) & 0xFFFF));
        message.put("fields", fields(buffer, offset, length));
        return message;
    }

    private Object value(final Type type, final DirectBuffer buffer, final int at) {
        if (type.parts != null) {
            final Map<String, Object> parts = new LinkedHashMap<>();
            int partAt = at;
            for (final Map.Entry<String, Type> part : type.parts.entrySet()) {
                parts.put(part.getKey(), value(part.getValue(), buffer, partAt));
                partAt += part.getValue().size();
            }
            return parts;
        }
        if (type.length == 1) {
            return scalar(type, buffer, at);
        }
        final List<Object> elements = new ArrayList<>();
        for (int i = 0; i < type.length; i++) {
            elements.add(scalar(type, buffer, at + i * SIZES.get(type.primitive)));
        }
        return elements;
    }

    private static Object scalar(final Type type, final DirectBuffer buffer, final int at) {
        final long number = switch (type.primitive) {
            case "uint8" -> buffer.getByte(at) & 0xFFL;
            case "int8" -> buffer.getByte(at);
            case "uint16" -> buffer.getShort(at, ByteOrder.LITTLE_ENDIAN) & 0xFFFFL;
            case "int16" -> buffer.getShort(at, ByteOrder.LITTLE_ENDIAN);
            case "uint32" -> buffer.getInt(at, ByteOrder.LITTLE_ENDIAN) & 0xFFFF_FFFFL;
            case "int32" -> buffer.getInt(at, ByteOrder.LITTLE_ENDIAN);
            default -> buffer.getLong(at, ByteOrder.LITTLE_ENDIAN);
        };
        if (type.names != null && type.names.containsKey(number)) {
            return type.names.get(number);
        }
        final long absent = switch (type.primitive) {
            case "uint8" -> 0xFFL;
            case "int8" -> Byte.MIN_VALUE;
            case "uint16" -> 0xFFFFL;
            case "int16" -> Short.MIN_VALUE;
            case "uint32" -> 0xFFFF_FFFFL;
            case "int32" -> Integer.MIN_VALUE;
            case "uint64" -> -1;
            default -> Long.MIN_VALUE;
        };
        return number == absent ? null : number;
    }

    private Message message(final Element element) {
        final Map<String, Type> fields = new LinkedHashMap<>();
        final List<String> texts = new ArrayList<>();
        for (final Element child : children(element)) {
            final String name = child.getAttribute("name");
            if ("data".equals(child.getLocalName())) {
                texts.add(name);
            } else {
                final String type = child.getAttribute("type");
                fields.put(name, SIZES.containsKey(type) ? new Type(type, 1, null, null) : types.get(type));
            }
        }
        return new Message(element.getAttribute("name"), fields, texts);
    }

    private static Type type(final Element element) {
        return switch (element.getLocalName()) {
            case "type" -> {
                final String length = element.getAttribute("length");
                yield new Type(element.getAttribute("primitiveType"), length.isEmpty() ? 1 : Integer.parseInt(length), null, null);
            }
            case "enum" -> {
                final Map<Long, String> names = new HashMap<>();
                for (final Element value : children(element)) {
                    names.put(Long.parseLong(value.getTextContent().trim()), value.getAttribute("name"));
                }
                yield new Type(element.getAttribute("encodingType"), 1, names, null);
            }
            default -> {
                final Map<String, Type> parts = new LinkedHashMap<>();
                for (final Element part : children(element)) {
                    parts.put(part.getAttribute("name"), type(part));
                }
                yield new Type(null, 1, null, parts);
            }
        };
    }

    private static List<Element> children(final Element parent) {
        final List<Element> elements = new ArrayList<>();
        final NodeList nodes = parent.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i).getNodeType() == Node.ELEMENT_NODE) {
                elements.add((Element) nodes.item(i));
            }
        }
        return elements;
    }
}
