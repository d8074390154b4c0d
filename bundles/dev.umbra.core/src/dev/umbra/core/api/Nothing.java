package dev.umbra.core.api;

/** The parameter of a call that needs none. */
public record Nothing() {
}
