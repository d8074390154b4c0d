package dev.umbra.core.api;

/** The answer of a call that has nothing to tell but that it is done. */
public record Done() {
}
