package dev.umbra.catalog;

/** Where something changed. @param field its name @param offset in a text, in UTF-16 code units; 0 in a list */
public record Place(String field, int offset) {
}
