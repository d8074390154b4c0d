package dev.umbra.cli;

/**
 * Named by {@code java.util.logging.config.class}: configures nothing, so that no log record reaches the terminal. What a
 * person must know comes as words on standard error.
 */
public final class QuietLog {
}
