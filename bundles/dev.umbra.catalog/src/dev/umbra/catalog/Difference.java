package dev.umbra.catalog;

/** A field that was changed elsewhere while it, or another one, was changed here. Texts as they stand in the fields, lists with one per line. */
public record Difference(String field, String mine, String theirs) {
}
