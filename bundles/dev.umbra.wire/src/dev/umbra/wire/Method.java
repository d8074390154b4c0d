package dev.umbra.wire;

/**
 * One request of the local API, described once for both sides.
 *
 * @param name on the wire, for example {@code sessions/prompt}
 * @param params the record of its parameters
 * @param result the record of its result
 */
public record Method<P, R>(String name, Class<P> params, Class<R> result) {
}
