package dev.umbra.core.catalog;

/** What is wrong with one field, in words to be shown beside it. @param field as in {@code core.api}, for example {@code displayName} */
public record FieldProblem(String field, String words) {
}
